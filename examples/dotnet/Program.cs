// Newline-delimited JSON in, findings out: dotnet run -- node.wasm < events.ndjson
//
// One Detector is one instance of the module, for one thread. It joins the parts of split script blocks by itself, as long as all
// events of a host reach the same one: with several threads, choose the detector by the event's host.
using System.Text;
using System.Text.Json;
using Wasmtime;

if (args.Length != 1)
{
    Console.Error.WriteLine("Usage: MailboxExports MODULE.wasm < events.ndjson");
    return 2;
}
using var detector = new Detector(args[0]);
using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
var line = 0;
while (input.ReadLine() is { } text)
{
    line++;
    if (detector.Inspect(Encoding.UTF8.GetBytes(text)) is not { } finding) continue;
    using var json = JsonDocument.Parse(finding);
    var call = json.RootElement.GetProperty("calls")[0];
    var path = call.TryGetProperty("file_path", out var known) ? known.GetString() : "(unknown path)";
    Console.WriteLine($"{line} {json.RootElement.GetProperty("severity")} {json.RootElement.GetProperty("verdict")} {path}");
}
return 0;

/// <summary>The module's interface, docs/embedding.md: one instance, not to be entered by two threads at a time.</summary>
sealed class Detector : IDisposable
{
    const int AbiMajor = 1;
    const int Padding = 64;

    readonly Engine engine = new();
    readonly Store store;
    readonly Memory memory;
    readonly Func<int, int> reserve;
    readonly Func<int, int, int> inspect;
    readonly Func<int> resultLength;

    public Detector(string path)
    {
        store = new Store(engine);
        using var module = Module.FromFile(engine, path);
        var instance = new Instance(store, module);
        var abi = (int)(instance.GetGlobal("abi_version")?.GetValue() ?? 0);
        if (abi >> 16 != AbiMajor) throw new NotSupportedException($"{path} speaks ABI {abi >> 16}, this program {AbiMajor}.");
        memory = instance.GetMemory("memory")!;
        reserve = instance.GetFunction<int, int>("reserve")!;
        inspect = instance.GetFunction<int, int, int>("inspect")!;
        resultLength = instance.GetFunction<int>("resultLength")!;
    }

    /// <summary>Judges one event.</summary>
    /// <returns>The finding as JSON, or null for none.</returns>
    /// <exception cref="OutOfMemoryException">The module's memory cannot hold the event.</exception>
    public byte[]? Inspect(ReadOnlySpan<byte> record)
    {
        var address = (uint)reserve(record.Length + Padding);
        if (address == 0) throw new OutOfMemoryException($"No room for an event of {record.Length} bytes.");
        // The memory may have grown and moved: its span is taken anew after each call.
        var room = memory.GetSpan(address, record.Length + Padding);
        record.CopyTo(room);
        room[record.Length..].Clear();
        var answer = (uint)inspect((int)address, record.Length);
        return answer == 0 ? null : memory.GetSpan(answer, resultLength()).ToArray();
    }

    public void Dispose()
    {
        store.Dispose();
        engine.Dispose();
    }
}

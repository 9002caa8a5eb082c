import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Newline-delimited JSON in, findings out: {@code java MailboxExports plain.wasm < events.ndjson}. The module is {@code plain.wasm}:
 * Chicory's compiler knows no SIMD.
 *
 * <p>One instance is for one thread. It joins the parts of split script blocks by itself, as long as all events of a host reach the
 * same one: in Flink or Kafka Streams key by host, one instance a task.
 */
public final class MailboxExports {
    private static final int ABI_MAJOR = 1;
    private static final int PADDING = 64;

    private final Memory memory;
    private final ExportFunction reserve;
    private final ExportFunction inspect;
    private final ExportFunction resultLength;

    MailboxExports(WasmModule module) {
        Instance instance = Instance.builder(module).withMachineFactory(MachineFactoryCompiler::compile).build();
        int major = (int) instance.exports().global("abi_version").getValue() >>> 16;
        if (major != ABI_MAJOR) {
            throw new IllegalArgumentException("The module speaks ABI " + major + ", this program " + ABI_MAJOR + ".");
        }
        memory = instance.memory();
        reserve = instance.export("reserve");
        inspect = instance.export("inspect");
        resultLength = instance.export("resultLength");
    }

    /**
     * Judges one event.
     *
     * @return the finding as JSON, or null for none
     * @throws IllegalStateException if the module's memory cannot hold the event
     */
    byte[] inspect(byte[] record) {
        int address = (int) reserve.apply(record.length + PADDING)[0];
        if (address == 0) {
            throw new IllegalStateException("No room for an event of " + record.length + " bytes.");
        }
        memory.write(address, record);
        memory.write(address + record.length, new byte[PADDING]);
        int answer = (int) inspect.apply(address, record.length)[0];
        return answer == 0 ? null : memory.readBytes(answer, (int) resultLength.apply()[0]);
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("Usage: java MailboxExports plain.wasm < events.ndjson");
            System.exit(2);
        }
        MailboxExports detector = new MailboxExports(Parser.parse(new File(args[0])));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String text;
        for (int line = 1; (text = input.readLine()) != null; line++) {
            byte[] finding = detector.inspect(text.getBytes(StandardCharsets.UTF_8));
            if (finding != null) {
                System.out.println(line + " " + new String(finding, StandardCharsets.UTF_8));
            }
        }
    }
}

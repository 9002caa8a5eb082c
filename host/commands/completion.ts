/**
 * `completion SHELL`: a script that completes commands, options and choices, made from the commands themselves.
 */
import { Argument, type Command, type Option } from "commander";
import { write } from "../terminal/output.js";

const SHELLS = ["bash", "zsh", "fish"] as const;
const PROGRAM = "mailbox-export-detector";

export function registerCompletion(program: Command): void {
  program
    .command("completion")
    .summary("completions for a shell")
    .description("Prints a script that completes commands and options.")
    .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
    .addHelpText(
      "after",
      `\nExamples:\n  $ source <(${PROGRAM} completion bash)\n  $ ${PROGRAM} completion fish > ~/.config/fish/completions/${PROGRAM}.fish`,
    )
    .action(async (shell: (typeof SHELLS)[number]) => {
      const commands = program.commands.filter((command) => command.name() !== "help");
      await write(shell === "fish" ? fish(commands) : bash(commands, shell === "zsh"));
    });
}

const optionsOf = (command: Command): readonly Option[] => command.options;
const flags = (command: Command) => optionsOf(command).flatMap(({ long, short }) => [long, short].filter((flag) => flag != null));

/** bash, and zsh through its emulation of bash's completion. */
function bash(commands: readonly Command[], zsh: boolean): string {
  const cases = commands.map((command) => {
    const choices = optionsOf(command)
      .filter(({ argChoices }) => argChoices)
      .map(
        ({ long, argChoices }) =>
          `      ${command.name()}:${long}) COMPREPLY=($(compgen -W "${argChoices!.join(" ")}" -- "$word")); return ;;`,
      );
    return { name: command.name(), flags: flags(command).join(" "), choices };
  });
  return `${zsh ? "autoload -U +X bashcompinit && bashcompinit\n" : ""}_mailbox_export_detector() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" verb="\${COMP_WORDS[1]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${cases.map(({ name }) => name).join(" ")} --help --version" -- "$word") $(compgen -f -- "$word"))
    return
  fi
  case "$verb:$before" in
${cases.flatMap(({ choices }) => choices).join("\n")}
  esac
  if [ "\${word:0:1}" = - ]; then
    case "$verb" in
${cases.map((one) => `      ${one.name}) COMPREPLY=($(compgen -W "${one.flags}" -- "$word")) ;;`).join("\n")}
    esac
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _mailbox_export_detector ${PROGRAM}
`;
}

function fish(commands: readonly Command[]): string {
  const quoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const lines = commands.flatMap((command) => [
    `complete -c ${PROGRAM} -n __fish_use_subcommand -a ${command.name()} -d ${quoted(command.summary())}`,
    ...optionsOf(command).map(({ long, description, argChoices }) => {
      const choices = argChoices ? ` -x -a ${quoted(argChoices.join(" "))}` : "";
      return `complete -c ${PROGRAM} -n '__fish_seen_subcommand_from ${command.name()}' -l ${(long ?? "").replace(/^--/, "")}${choices} -d ${quoted(description)}`;
    }),
  ]);
  return `${lines.join("\n")}\n`;
}

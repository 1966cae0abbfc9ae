/** Environment variables as each kind of shell sets and takes them away. */

const quoted = {
    /** POSIX: nothing inside single quotes means anything but the quote. */
    posix: (text: string) => `'${text.replaceAll("'", `'\\''`)}'`,
    powershell: (text: string) => `'${text.replaceAll("'", "''")}'`,
    fish: (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`,
    dotenv: (text: string) =>
        /^[\w./:,@-]*$/.test(text)
            ? text
            : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`,
};

interface ShellWords {
    set(name: string, value: string): string;
    unset(name: string): string;
}

/** By the words of `--shell`. */
export const shells = {
    bash: {
        set: (name, value) => `export ${name}=${quoted.posix(value)}`,
        unset: (name) => `unset ${name}`,
    },
    powershell: {
        set: (name, value) => `$env:${name} = ${quoted.powershell(value)}`,
        unset: (name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
    },
    cmd: {
        // In a batch file a percent sign is written twice. A quote cannot be written inside one at all.
        set: (name, value) => `set "${name}=${value.replaceAll("%", "%%")}"`,
        unset: (name) => `set "${name}="`,
    },
    fish: {
        set: (name, value) => `set -gx ${name} ${quoted.fish(value)}`,
        unset: (name) => `set -e ${name}`,
    },
    /** A file that says nothing of a variable leaves it as it is: there is no way to take one away but to leave it empty. */
    dotenv: {
        set: (name, value) => `${name}=${quoted.dotenv(value)}`,
        unset: (name) => `${name}=`,
    },
} satisfies Readonly<Record<string, ShellWords>>;

export type ShellName = keyof typeof shells;

export const shellNames = Object.keys(shells) as ShellName[];

/** Windows has PowerShell everywhere; everything else a shell that `export` means something to. */
export function defaultShell(platform: NodeJS.Platform = process.platform): ShellName {
    return platform === "win32" ? "powershell" : "bash";
}

/** The lines for a shell, each with its line end. */
export function linesFor(
    shell: ShellName,
    { removed, wanted }: { removed: readonly string[]; wanted: Readonly<Record<string, string>> },
): string[] {
    const { set, unset } = shells[shell];
    const end = shell === "cmd" ? "\r\n" : "\n";
    return [
        ...removed.map((name) => unset(name)),
        ...Object.entries(wanted).map(([name, value]) => set(name, value)),
    ].map((line) => `${line}${end}`);
}

/** What the status of a fleet asks of the Pulumi CLI: it alone knows where a stack's checkpoint is. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { readCheckpoint, type Checkpoint } from "./checkpointText";

/** The Pulumi CLI is missing, or ended with an error; the message holds what it printed to stderr. */
export class PulumiCliError extends Error {
    override readonly name = "PulumiCliError";
}

/**
 * The checkpoint of a stack, secrets encrypted.
 *
 * @param stack undefined: the stack that is selected here
 * @param env the CLI's environment; it is looked for on the PATH there
 */
export async function exportStack(
    stack: string | undefined,
    env: NodeJS.ProcessEnv,
): Promise<Checkpoint> {
    return readCheckpoint(await pulumi(["stack", "export"], stack, env));
}

/** The configuration of a stack by full keys, secret values in clear: a login may be among them. */
export async function readConfig(
    stack: string | undefined,
    env: NodeJS.ProcessEnv,
): Promise<Map<string, string>> {
    const printed = await pulumi(["config", "--json", "--show-secrets"], stack, env);
    const config = JSON.parse(printed) as Record<string, { value?: string }>;
    return new Map(Object.entries(config).map(([key, { value }]) => [key, value ?? ""]));
}

async function pulumi(
    args: readonly string[],
    stack: string | undefined,
    env: NodeJS.ProcessEnv,
): Promise<string> {
    const all = [...args, ...(stack === undefined ? [] : ["--stack", stack])];
    try {
        const { stdout } = await promisify(execFile)("pulumi", [...all, "--non-interactive"], {
            env,
            maxBuffer: 1024 ** 3, // checkpoints grow with their stacks
        });
        return stdout;
    } catch (error) {
        throw cliError(args, error as NodeJS.ErrnoException & { stderr?: string });
    }
}

function cliError(
    args: readonly string[],
    error: NodeJS.ErrnoException & { stderr?: string },
): PulumiCliError {
    if (error.code === "ENOENT") {
        return new PulumiCliError(
            `The Pulumi CLI ("pulumi") is not on PATH, and --stack reads the stack through it. Install it, or list a subscription with --subscription.`,
        );
    }
    const said = error.stderr?.trim().replace(/^error: /, "") || error.message;
    return new PulumiCliError(`"pulumi ${args.join(" ")}" failed: ${said}`);
}

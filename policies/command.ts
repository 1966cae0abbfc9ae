/** What the engine is about to do with the stack: destroy it, or update it (`preview`, `up`). */
export type Command = "destroy" | "update";

/**
 * Which command the pack is asked about.
 *
 * The config key `command` decides. Without it the environment does: the engine tells a pack its
 * stack under `preview` and `up`, and tells it nothing under `policy analyze`, which is how a stack is
 * judged before a destroy (the engine itself runs no pack on `destroy`).
 */
export function commandOf(
    configured: Command | undefined,
    environment: NodeJS.ProcessEnv = process.env,
): Command {
    return configured ?? (environment.PULUMI_NODEJS_STACK ? "update" : "destroy");
}

import type { Properties } from "./providerProcess";

/** The arguments without one input of a nest. */
export const without = (name: string, key: string) => (args: Properties) => ({
    ...args,
    [name]: { ...(args[name] as Properties), [key]: undefined },
});

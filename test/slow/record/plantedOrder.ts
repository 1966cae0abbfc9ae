import type { PlainOrderArgs } from "../../fixtures/diskInputs";

/** Somebody's order, as the emulator takes it: what a program would have declared, and where it is. */
export function plantedOrder(args: PlainOrderArgs, state: string) {
    const { location, transferType, details } = args;
    return { location: location as string, properties: { transferType, details }, state };
}

import { startEmulator, type EmulatorOptions } from "azure-importexport-emulator";

/** The command line has the same words, and the same check: command.test.ts. */
describe("an option that is a list of states", () => {
    it.each<[EmulatorOptions, string]>([
        [
            { cancelAllowedIn: ["Creating", "SHIPPING"] },
            '"SHIPPING" is no state. Did you mean "Shipping"?',
        ],
        [
            { cancelAllowedIn: ["banana"] },
            '"banana" is no state. It knows Creating, Shipping, Received,',
        ],
        [
            { dataBoxDeletableIn: ["Canceled"] },
            'dataBoxDeletableIn: "Canceled" is no state. Did you mean "Cancelled"?',
        ],
        [{ dataBoxDeletableIn: ["completed_with_errors"] }, 'Did you mean "CompletedWithErrors"?'],
        [{ dataBoxCancellableIn: ["At Azure DC"] }, 'Did you mean "AtAzureDC"?'],
        [{ initialResourceGroups: ["rg/1"] }, 'initialResourceGroups: "rg/1" is no name.'],
    ])("refuses %j at start", async (options, message) => {
        await expect(startEmulator(options)).rejects.toThrow(message);
    });

    it("may be empty: then no state has it", async () => {
        const emulator = await startEmulator({ cancelAllowedIn: [], dataBoxDeletableIn: [] });
        await emulator.stop();
    });
});

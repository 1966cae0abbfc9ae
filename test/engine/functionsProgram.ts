import { startEmulator, type Emulator } from "azure-importexport-emulator";
import { createStack, type Stack } from "../harness/stack";

/** A program that asks the functions of a service about the job `photos` in the resource group `disks`. */
export class FunctionsProgram {
    emulator!: Emulator;
    stack!: Stack;

    private constructor(private readonly namespace: string) {}

    /**
     * Azure is started for the file's tests, and has that job before each.
     *
     * @param job what it is, as the emulator takes it
     */
    static about(
        namespace: "Microsoft.ImportExport" | "Microsoft.DataBox",
        job: (storageAccountId: string) => object,
    ): FunctionsProgram {
        const program = new FunctionsProgram(namespace);
        beforeAll(async () => {
            program.emulator = await startEmulator();
        });
        beforeEach(() => {
            program.emulator.reset();
            program.emulator.plant(program.idOf("photos"), job(program.storageAccountId));
        });
        afterEach(() => program.stack.dispose());
        afterAll(() => program.emulator.stop());
        return program;
    }

    get storageAccountId(): string {
        const group = `/subscriptions/${this.emulator.subscriptionId}/resourceGroups/disks`;
        return `${group}/providers/Microsoft.Storage/storageAccounts/disks`;
    }

    idOf(jobName: string, group = "disks"): string {
        return (
            `/subscriptions/${this.emulator.subscriptionId}/resourceGroups/${group}` +
            `/providers/${this.namespace}/jobs/${jobName}`
        );
    }

    /** A stack whose program sees the functions as `azure`, and which job is meant as `photos`. */
    async is(source: string): Promise<void> {
        this.stack = await createStack({
            env: this.emulator.env,
            program: `
            const pulumi = require("@pulumi/pulumi");
            const azure = require("pulumi-azure-importexport");
            const photos = { resourceGroupName: "disks", jobName: "photos" };
            ${source}`,
        });
    }

    async up(): Promise<void> {
        await this.stack.succeeds(["up", "--yes", "--skip-preview"]);
    }

    /** A question about a job that is not there ends the update with one sentence. */
    async expectSaidOnce(question: string, sentence: string): Promise<void> {
        await this.is(`exports.answer = ${question};`);
        const { code, output } = await this.stack.up();
        expect(code).not.toBe(0);
        expect(output.split(sentence)).toHaveLength(2);
        expect(output).not.toMatch(/^\s+at /m);
    }
}

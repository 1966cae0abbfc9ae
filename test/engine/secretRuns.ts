import fs from "node:fs";
import path from "node:path";
import type { FaultAction } from "azure-importexport-emulator";
import { JobStack, type JobKind, type Observed } from "../fixtures/jobStack";

/** The commands that jobs with marked secrets go through, and the checkpoint after each. */
export class SecretRuns {
    /** What no line and no file may have. */
    readonly markers: string[];
    private readonly all = new Map<string, Observed>();

    private constructor(
        readonly jobs: JobStack,
        markers: readonly string[],
    ) {
        this.markers = [...markers];
    }

    static async start(kind: JobKind, markers: readonly string[]): Promise<SecretRuns> {
        const jobs = await JobStack.create({ kind });
        jobs.stack.env.PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS = "false";
        return new SecretRuns(jobs, markers);
    }

    strike(job: string, method: string, action: FaultAction, nth = 1): void {
        this.jobs.emulator.addFault({ match: { job, method, nth }, action });
    }

    async run(what: string, args: string[]): Promise<void> {
        this.all.set(what, await this.jobs.observe(this.jobs.stack.run(args)));
        const exported = await this.jobs.observe(this.jobs.stack.run(["stack", "export"]));
        this.all.set(`the checkpoint after ${what}`, exported);
    }

    /** The key of an export's disk, which the last refresh read; one more marker. */
    async keyIn(output: string, job: string): Promise<string> {
        const shown = await this.jobs.outputs(job, "--show-secrets");
        const { plaintext } = shown![output] as { plaintext: string };
        const [{ bitLockerKey }] = JSON.parse(plaintext) as [{ bitLockerKey: string }];
        this.markers.push(bitLockerKey);
        return bitLockerKey;
    }

    async destroyAll(): Promise<void> {
        this.all.set("a destroy", await this.jobs.observe(this.jobs.stack.destroy()));
    }

    of(what: string): Observed {
        return this.all.get(what)!;
    }

    /** Which of them ended well. */
    get endings(): Record<string, boolean> {
        return Object.fromEntries([...this.all].map(([what, { code }]) => [what, code === 0]));
    }

    expectNoMarkerPrinted(): void {
        for (const [what, { output }] of this.all) {
            const found = this.markers.filter((marker) =>
                output.toLowerCase().includes(marker.toLowerCase()),
            );
            expect({ what, found }).toEqual({ what, found: [] });
        }
    }

    expectNoMarkerKept(): void {
        const program = path.join(this.jobs.stack.folder, "program");
        const files = this.jobs.files().filter(({ file }) => !file.startsWith(program));
        expect(files.filter(({ file }) => /history|backups/.test(file)).length).toBeGreaterThan(0);
        for (const { file, text } of files) {
            const found = this.markers.filter((marker) => text.includes(marker));
            expect({ file, found }).toEqual({ file, found: [] });
        }
    }

    /** What the program says, in clear. */
    program(): string {
        return fs.readFileSync(path.join(this.jobs.stack.programFolder, "jobs.json"), "utf8");
    }
}

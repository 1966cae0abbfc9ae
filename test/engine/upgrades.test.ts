import fs from "node:fs";
import { JobStack, type ServiceJob } from "../fixtures/jobStack";
import type { Checkpoint } from "../harness/stack";
import {
    config,
    declared,
    fileOf,
    jobsOf,
    present,
    states,
    subscriptionId,
    versions,
} from "../upgrades/recordedStack";

jest.setTimeout(300_000);

describe("the recorded checkpoints", () => {
    it("have one of the present version", () => {
        expect(versions).toContain(present);
    });

    it.each(versions)("of %s hold no secret in clear", (version) => {
        const text = fs.readFileSync(fileOf(version), "utf8");
        const secret =
            /"(?:driveId|bitLockerKey|phone|email|trackingNumber|carrierAccountNumber)":"([^"]+)"/g;
        const secrets = Array.from(
            JSON.stringify(declared).matchAll(secret),
            ([, value]) => value!,
        );
        expect(secrets.length).toBeGreaterThan(5);
        expect(secrets.filter((value) => text.includes(value))).toEqual([]);
    });
});

describe.each(versions)("state that version %s wrote", (version) => {
    let jobs: JobStack;
    beforeEach(async () => {
        jobs = await JobStack.create({ subscriptionId, config });
    });
    afterEach(() => jobs.dispose());

    it("needs no change, and can be refreshed and destroyed", async () => {
        const { stack, emulator } = jobs;
        await readCheckpoint(jobs, version);

        const preview = await stack.preview("--expect-no-changes");
        expect({ code: preview.code, output: preview.output }).toMatchObject({ code: 0 });

        const refresh = await stack.refresh();
        expect({ code: refresh.code, output: refresh.output }).toMatchObject({ code: 0 });
        const read = jobsOf(await stack.export()).map(({ name, outputs }) => [
            name,
            outputs?.state,
        ]);
        expect(Object.fromEntries(read)).toEqual(states);

        const destroy = await stack.destroy();
        expect({ code: destroy.code, output: destroy.output }).toMatchObject({ code: 0 });
        expect(await stack.resources()).toEqual([]);
        const left = emulator.jobs() as unknown as ServiceJob[];
        expect(left.map(({ name, properties }) => [name, properties.cancelRequested])).toEqual([
            ["photos", true],
        ]);
    });
});

/** Puts the jobs that the checkpoint tells of into the emulator, and the checkpoint into the stack. */
async function readCheckpoint(jobs: JobStack, version: string): Promise<void> {
    const { stack, emulator } = jobs;
    jobs.declare(declared);
    const recorded = JSON.parse(fs.readFileSync(fileOf(version), "utf8")) as Checkpoint;
    for (const { name, outputs } of jobsOf(recorded)) {
        const { location, tags, properties } = declared[name];
        const { state: _announced, export: selection, ...accepted } = properties;
        emulator.plant(jobs.id(name), {
            location,
            // ARM nests the lists of blobs, the inputs do not.
            properties: {
                ...accepted,
                ...(selection === undefined ? {} : { export: { blobList: selection } }),
            },
            tags: { ...tags, "pulumi-owner": (outputs as { owner: string }).owner },
            state: states[name],
        });
    }
    await stack.import(recorded);

    // Read, decrypted and patched: README.md says why.
    const shown = await stack.export("--show-secrets");
    for (const { name, outputs } of jobsOf(shown)) {
        const systemData = jobs.job(name)!.systemData;
        outputs!.cloud = emulator.endpoint;
        (outputs!.systemData as { plaintext: string }).plaintext = JSON.stringify(systemData);
    }
    await stack.import(shown);
}

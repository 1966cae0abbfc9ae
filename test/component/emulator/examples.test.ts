import { readdirSync } from "node:fs";
import path from "node:path";
import { differencesOf, shapeOf } from "./shapes";
import { readSpec } from "./swagger";
import { checkedEmulator } from "./harness";

interface Example {
    readonly parameters: Readonly<Record<string, unknown>> & { readonly body?: object };
    readonly responses: Readonly<Record<string, { readonly body?: object }>>;
}

const folder = path.join(__dirname, "../..", "spec", "2021-01-01", "examples");
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

/** What each example asks for, and which job must be there first. */
const requests: Readonly<
    Record<
        string,
        {
            method: string;
            path: (base: string) => string;
            before?: "CreateJob" | "CreateExportJob";
            state?: string;
        }
    >
> = {
    CreateJob: { method: "PUT", path: (jobs) => `${jobs}/example` },
    CreateExportJob: { method: "PUT", path: (jobs) => `${jobs}/example` },
    GetJob: { method: "GET", path: (jobs) => `${jobs}/example`, before: "CreateJob" },
    GetExportJob: { method: "GET", path: (jobs) => `${jobs}/example`, before: "CreateExportJob" },
    UpdateJob: { method: "PATCH", path: (jobs) => `${jobs}/example`, before: "CreateJob" },
    UpdateExportJob: {
        method: "PATCH",
        path: (jobs) => `${jobs}/example`,
        before: "CreateExportJob",
    },
    DeleteJob: { method: "DELETE", path: (jobs) => `${jobs}/example`, before: "CreateJob" },
    ListBitLockerKeys: {
        method: "POST",
        path: (jobs) => `${jobs}/example/listBitLockerKeys`,
        before: "CreateJob",
    },
    ListJobsInResourceGroup: {
        method: "GET",
        path: (jobs) => jobs,
        before: "CreateJob",
        state: "Transferring",
    },
    ListJobsInSubscription: {
        method: "GET",
        path: (jobs) => jobs.replace(/\/resourceGroups\/[^/]+/, ""),
        before: "CreateJob",
        state: "Transferring",
    },
    ListLocations: { method: "GET", path: () => "/providers/Microsoft.ImportExport/locations" },
    GetLocation: {
        method: "GET",
        path: () => "/providers/Microsoft.ImportExport/locations/West%20US",
    },
    ListOperations: { method: "GET", path: () => "/providers/Microsoft.ImportExport/operations" },
};

/**
 * Where the shape of our answer differs from the example's, and why. `-`: the example has it and we
 * do not; `+`: the other way round.
 */
const differences: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    CreateExportJob: {
        "+ properties.driveList":
            "GetExportJob.json answers an empty driveList for a job in Creating; we do so everywhere",
    },
    UpdateExportJob: {
        "+ properties.driveList": "as in CreateExportJob",
    },
    ListJobsInResourceGroup: {
        "+ value[].properties.percentComplete": "the example's job is not Transferring",
    },
    ListJobsInSubscription: {
        "+ value[].properties.driveList[].bytesSucceeded": "in the swagger, in no example",
        "+ value[].properties.driveList[].driveHeaderHash":
            "the example's drives have none; ours is from CreateJob.json",
        "+ value[].properties.driveList[].percentComplete": "in the swagger, in no example",
    },
};

const emulator = checkedEmulator();
beforeEach(() => emulator.reset());

describe("the official examples", () => {
    it("are all known here", () => {
        expect(Object.keys(requests).sort()).toEqual([...names].sort());
    });

    it.each(names)("%s is accepted and answered in its shape", async (name) => {
        const { method, path: pathOf, before, state } = requests[name]!;
        const example = readExample(name);
        if (before) {
            const created = await emulator.arm(
                "PUT",
                emulator.job("example"),
                readExample(before).parameters.body,
            );
            expect(created.status).toBe(201);
        }
        if (state) {
            const properties = { state: "Shipping", deliveryPackage };
            const shipped = await emulator.arm("PATCH", emulator.job("example"), { properties });
            expect(shipped.status).toBe(200);
            emulator.move(emulator.job("example"), state, 6);
        }

        const answer = await emulator.arm(
            method,
            pathOf(emulator.jobsPath),
            example.parameters.body,
        );

        expect(Object.keys(example.responses)).toContain(String(answer.status));
        const expected = example.responses[String(answer.status)]!.body;
        expect(differencesOf(shapeOf(expected), shapeOf(answer.body))).toEqual(
            Object.keys(differences[name] ?? {}).sort(),
        );
    });
});

const deliveryPackage = {
    carrierName: "FedEx",
    trackingNumber: "992016102507",
    driveCount: 1,
    shipDate: "8/11/2017 9:05:00 PM",
};

function readExample(name: string): Example {
    return readSpec<Example>("2021-01-01", "examples", `${name}.json`);
}

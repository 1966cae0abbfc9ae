/** A YAML program on the real CLI, with the installed plugin: both services in one stack, and no secret marked in it. */
import fs from "node:fs";
import path from "node:path";
import type { Emulator } from "azure-importexport-emulator";
import {
    accountSubscriptionId,
    deliverToDcPackageDetails,
    orderSecrets,
} from "../fixtures/diskInputs";
import {
    announcedShipment,
    deliveryPackage,
    drive,
    exportJob,
    resourceGroupName,
    returnAddress,
    returnShipping,
} from "../fixtures/jobInputs";
import {
    jobId,
    packagedImportExportJobs,
    startTestEmulator,
    type ServiceJob,
} from "../fixtures/jobStack";
import {
    installPlugin,
    storedJobs,
    storedOutputs,
    yamlJob,
    yamlOrder,
    yamlProgram,
    type Declared,
} from "../fixtures/yamlProgram";
import { createStack, type Stack } from "../harness/stack";

jest.setTimeout(300_000);

const ordered: Declared = {
    photos: yamlJob(),
    parcel: yamlJob(),
    late: yamlJob({ properties: { returnAddress, returnShipping } }),
    disks: yamlOrder(),
    sent: yamlOrder(),
};
const changed: Declared = {
    photos: yamlJob({ tags: { team: "archive" } }),
    parcel: yamlJob({ properties: announcedShipment }),
    late: ordered.late!,
    disks: yamlOrder({ tags: { team: "archive" } }),
    sent: yamlOrder({ deliverToDcPackageDetails }),
};

/** An export that somebody made by hand: its program holds what `pulumi import` prints. */
const { deletion: _, ...byHand } = exportJob();
const found = (subscriptionId: string): Declared => ({
    found: {
        type: packagedImportExportJobs.type,
        properties: {
            ...byHand,
            subscriptionId,
            adoptExisting: true,
            // The engine shows what it imports before it asks the provider, which would mark it.
            properties: {
                ...byHand.properties,
                returnAddress: { "fn::secret": returnAddress },
                returnShipping: { "fn::secret": returnShipping },
            },
        },
        options: { import: jobId(subscriptionId, "found") },
    },
});

const plantedExport = {
    ...byHand,
    properties: { ...byHand.properties, export: { blobList: { blobPathPrefix: ["/"] } } },
    state: "Creating",
};

/** A function of each service: one that asks about nothing of the program, and one about its job. */
const functions = {
    variables: {
        address: {
            "fn::invoke": {
                function: "azure-importexport:importexport:getLocation",
                arguments: { locationName: "West US" },
            },
        },
        asked: {
            "fn::invoke": {
                function: "azure-importexport:databox:getDataCenterAddress",
                arguments: { location: "${disks.location}" },
            },
        },
    },
    outputs: { place: "${address.name}", kind: "${asked.datacenterAddressType}" },
};

const secrets = [
    drive.driveId,
    drive.bitLockerKey,
    deliveryPackage.trackingNumber,
    returnAddress.streetAddress1,
    returnAddress.phone,
    returnAddress.email,
    returnShipping.carrierAccountNumber,
    ...orderSecrets,
    deliverToDcPackageDetails.trackingId,
];

describe("A YAML program", () => {
    let emulator: Emulator;
    let stack: Stack;
    /** All that the updates printed and logged. */
    let printed = "";

    const declare = (declared: Declared) => stack.useYaml(yamlProgram(declared, functions));
    const inAzure = (name: string) =>
        (emulator.jobs() as ServiceJob[]).find((one) => one.name === name);
    const move = (name: string, state: string) => {
        const namespace =
            ordered[name]!.type === packagedImportExportJobs.type ? undefined : "Microsoft.DataBox";
        emulator.move(jobId(emulator.subscriptionId, name, namespace), state);
    };

    /** An update that tells as much as Pulumi can tell. */
    const up = async () => {
        const events = path.join(stack.folder, "events.json");
        const { code, output } = await stack.run(
            ["up", "--yes", "--skip-preview", "--json", "--debug", "--event-log", events],
            { PULUMI_DEBUG_COMMANDS: "true" },
        );
        printed += output + fs.readFileSync(events, "utf8");
        expect({ code, output }).toMatchObject({ code: 0 });
    };

    /** What the stack's files say: resource → where its job is. */
    const stored = () =>
        Object.fromEntries(
            Object.entries(storedJobs(stack)).map(([name, { where }]) => [name, where]),
        );

    /** Which of these words stand in clear in the backend's folder. */
    const inClear = (words: readonly string[]) => {
        const folder = path.join(stack.folder, "state");
        const texts = fs
            .readdirSync(folder, { recursive: true, encoding: "utf8" })
            .map((name) => path.join(folder, name))
            .filter((file) => fs.statSync(file).isFile())
            .map((file) => fs.readFileSync(file, "latin1"));
        return words.filter((word) => texts.some((text) => text.includes(word)));
    };

    beforeAll(async () => {
        emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
        stack = await createStack({ program: "", env: { ...emulator.env } });
        declare(ordered);
        await installPlugin(stack);
    });
    afterAll(async () => {
        await stack?.dispose();
        await emulator?.stop();
    });

    it("orders jobs of both services", async () => {
        await up();
        expect(stored()).toEqual({
            photos: "Creating",
            parcel: "Creating",
            late: "Creating",
            disks: "Created",
            sent: "Created",
        });
        expect(emulator.jobs()).toHaveLength(5);
    });

    it("needs to mark no secret: none stands in clear in the state", () => {
        // Azure's own answer names who made the job.
        const { createdBy } = inAzure("photos")!.systemData;
        expect(createdBy).toMatch(/./);
        expect(inClear([...secrets, createdBy, resourceGroupName])).toEqual([resourceGroupName]);
    });

    it("previews no change where there is none", async () => {
        const { code, output } = await stack.preview("--expect-no-changes");
        expect({ code, output }).toMatchObject({ code: 0 });
    });

    it("asks by functions of both services, of its own jobs too", () => {
        expect(storedOutputs(stack)).toEqual({
            place: "West US",
            kind: "DatacenterAddressLocation",
        });
    });

    it("changes what changed, announces shipments, and imports a job by an option", async () => {
        const { subscriptionId } = emulator;
        emulator.plant(jobId(subscriptionId, "found"), plantedExport);
        declare({ ...changed, ...found(subscriptionId) });
        await up();
        expect(stored()).toMatchObject({ found: "Creating" });
        expect(inAzure("found")!.tags).toBeUndefined();
        expect(inAzure("photos")!.tags).toMatchObject({ team: "archive" });
        expect(inAzure("disks")!.tags).toMatchObject({ team: "archive" });
        expect(stored()).toMatchObject({ parcel: "Shipping", sent: "ShippedToAzureDC" });
        expect(inClear(secrets)).toEqual([]);
    });

    it("shows no secret in the engine's events, its JSON and its debug lines", () => {
        expect(secrets.filter((secret) => printed.includes(secret))).toEqual([]);
        expect(printed).toContain(resourceGroupName);
    });

    it("deletes, cancels or refuses at a destroy from an empty folder, each job by its own state", async () => {
        move("late", "Packaging");
        const destroyed = await stack.runElsewhere(
            "destroy",
            "--yes",
            "--skip-preview",
            "--continue-on-error",
        );
        expect(destroyed.code).not.toBe(0);
        for (const deleted of ["photos", "disks", "found"])
            expect(inAzure(deleted)).toBeUndefined();
        expect(inAzure("parcel")!.properties.cancelRequested).toBe(true);
        expect(inAzure("late")!.properties).toMatchObject({ state: "Packaging" });
        expect(inAzure("sent")!.properties).toMatchObject({ status: "ShippedToAzureDC" });
        expect(Object.keys(stored()).sort()).toEqual(["late", "parcel", "sent"]);
    });

    it("reads at a refresh where the parcels are", async () => {
        for (const name of ["late", "parcel", "sent"]) move(name, "Completed");
        await stack.succeeds(["refresh", "--yes", "--skip-preview"]);
        expect(stored()).toEqual({ late: "Completed", parcel: "Completed", sent: "Completed" });
    });

    it("deletes the rest once it is Completed", async () => {
        const { code, output } = await stack.runElsewhere("destroy", "--yes", "--skip-preview");
        expect({ code, output }).toMatchObject({ code: 0 });
        expect(emulator.jobs()).toEqual([]);
        expect(stored()).toEqual({});
    });
});

/**
 * Properties that the service fills in and that the API description does not mark read-only: Microsoft's published
 * commands send them, and an import of the azure-native resource leaves them in the program.
 */
import {
    drive,
    exportJob,
    importJob,
    returnAddress,
    returnShipping,
} from "../../fixtures/jobInputs";
import { RaceCourse, type Race, type Ran } from "./raceCourse";

const shippingInformation = {
    recipientName: "Microsoft Azure Import/Export Service",
    streetAddress1: "1 Centre Street",
    city: "Santa Clara",
    stateOrProvince: "CA",
    postalCode: "98054",
    countryOrRegion: "USA",
    phone: "4080000000",
};
const common = {
    diagnosticsPath: "waimportexport",
    logLevel: "Verbose",
    backupDriveManifest: true,
};

const programs: Record<string, Race["args"]> = {
    "the published import": importJob({
        properties: { ...common, shippingInformation, returnAddress, returnShipping },
    }),
    "the published export": exportJob({ properties: { ...common, shippingInformation } }),
    "an imported azure-native job": importJob({
        properties: {
            ...common,
            shippingInformation,
            returnAddress,
            returnShipping,
            driveList: [{ ...drive, state: "Specified", bytesSucceeded: 0, percentComplete: 0 }],
            cancelRequested: false,
            state: "Creating",
            provisioningState: "Succeeded",
            percentComplete: 0,
            encryptionKey: { kekType: "MicrosoftManaged" },
        },
    }),
};

describe("A program that has what Azure writes", () => {
    const titles = Object.keys(programs);
    let course: RaceCourse;
    let ran: Map<string, Ran>;
    beforeAll(async () => {
        course = await RaceCourse.open();
        const races = Object.values(programs).map((args, index): Race => ({
            name: `answered-${index}`,
            args,
            isNew: true,
            strikes: [],
            // `up`, and the preview of the unchanged program.
            operation: async (engine, { inputs }) => {
                const checked = (await engine.check({}, inputs)).value!;
                if (checked.failures.length > 0) return { error: JSON.stringify(checked.failures) };
                const made = await engine.create(checked.inputs);
                if (!made.value) return made;
                const again = (await engine.check(checked.inputs, inputs)).value!;
                return await engine.diff(made.value.id, made.value.properties, again.inputs);
            },
        }));
        ran = await course.run(races);
    });
    afterAll(() => course.close());

    it.each(titles)("is taken, and shows no change afterwards: %s", (title) => {
        const { answer, job } = ran.get(`answered-${titles.indexOf(title)}`)!;
        expect(answer).toEqual({ value: { changes: false, replaces: [] } });
        expect(job).toBeDefined();
    });
});

/**
 * Previews in which an input is not known yet, because another resource changes first; the parcel is on its way. It
 * cannot be told yet whether it changes: previewed as a change in place, judged when known.
 */
import { deliverToDcPackageDetails, importOrder } from "../../fixtures/diskInputs";
import { announcedShipment, importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs } from "../../fixtures/jobStack";
import type { Properties } from "./providerProcess";
import { RaceCourse, type Race, type Ran } from "./raceCourse";

/** What the engine hands over for a value that it does not know yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function withUnknown(inputs: Properties, [first, ...rest]: string[]): Properties {
    if (first === undefined) return inputs;
    const value =
        rest.length === 0 ? unknown : withUnknown((inputs[first] ?? {}) as Properties, rest);
    return { ...inputs, [first]: value };
}

describe.each([
    {
        service: "Import/Export",
        kind: importExportJobs,
        args: importJob({
            properties: { ...announcedShipment, diagnosticsPath: "logs" },
        }),
        moved: "Transferring",
        immutable: [
            "location",
            "properties",
            "properties.storageAccountId",
            "properties.jobType",
            "properties.diagnosticsPath",
        ],
    },
    {
        service: "Data Box",
        kind: customerDiskJobs,
        args: importOrder({ deliverToDcPackageDetails }),
        moved: "DataCopy",
        immutable: [
            "location",
            "transferType",
            "details",
            "details.dataImportDetails",
            "details.importDiskDetailsCollection",
        ],
    },
])("A job of $service on its way", ({ kind, args, moved, immutable }) => {
    let course: RaceCourse;
    let ran: Map<string, Ran>;
    const nameOf = (property: string) => `unknown-${immutable.indexOf(property)}`;
    beforeAll(async () => {
        course = await RaceCourse.open(kind);
        const races = immutable.map((property): Race => ({
            name: nameOf(property),
            args,
            begins: moved,
            strikes: [],
            operation: (engine, { id, inputs, outputs }) =>
                engine.diff(id, outputs, withUnknown(inputs, property.split("."))),
        }));
        const unchanged: Race["operation"] = (engine, { id, inputs, outputs }) =>
            engine.diff(id, outputs, inputs);
        races.push({ name: "known", args, begins: moved, strikes: [], operation: unchanged });
        ran = await course.run(races);
    });
    afterAll(() => course.close());

    it("is previewed without a change while all is known", () => {
        expect(ran.get("known")!.answer.value).toEqual({ changes: false, replaces: [] });
    });

    it.each(immutable)("is neither refused nor replaced for an unknown %s", (property) => {
        const { answer } = ran.get(nameOf(property))!;
        expect(answer.error).toBeUndefined();
        expect(answer.value).toMatchObject({ replaces: [] });
    });
});

import type { Emulator } from "azure-importexport-emulator";
import { startTestEmulator } from "../../fixtures/jobStack";
import { isNightly, itByNight } from "../../fixtures/nightly";
import { ExampleFolder, missingIn } from "./exampleFolder";

jest.setTimeout(300_000);

let emulator: Emulator;
let example: ExampleFolder | undefined;

beforeAll(async () => {
    emulator = await startTestEmulator();
});
beforeEach(() => emulator.reset());
afterEach(async () => {
    await example?.stack.dispose();
    example = undefined;
});
afterAll(() => emulator.stop());

/** What the service was asked to write, in order: `PUT photos`. Names made of a hash are cut off at it. */
function writes(): string[] {
    return emulator
        .requests()
        .filter(({ method }) => method !== "GET")
        .map(({ method, path }) => `${method} ${/jobs\/([a-z]+(?:-\d\b)?)/.exec(path)?.[1]}`);
}

/**
 * Short ones, each with what no other has: the first stack, policies, orders below. The rest are tried at night: a YAML
 * program is in test/engine/yaml.test.ts, a parcel on its way under guard in test/slow/start and the smokes.
 */
const byDay: [string, string[]][] = [
    ["smallest-import", ["PUT photos", "DELETE photos"]],
    ["team-policies", ["PUT photos", "DELETE photos"]],
];
const byNight: [string, string[]][] = [
    ["yaml-import", ["PUT photos", "DELETE photos"]],
    ["export-by-prefix", ["PUT pictures", "DELETE pictures"]],
    ["journal-to-jobs", ["DELETE disks-1", "DELETE disks-2", "PUT disks-1", "PUT disks-2"]],
    ["automation-api", ["PUT photos", "DELETE photos"]],
    ["customer-managed-key", ["PUT photos", "DELETE photos"]],
];

describe("the README of the example", () => {
    it.each(isNightly ? [...byDay, ...byNight] : byDay)(
        "%s does what it promises",
        async (name, asked) => {
            example = new ExampleFolder(name, emulator.env);
            const { code, output } = await example.run();
            expect({ code, output }).toMatchObject({ code: 0 });
            expect({ missing: missingIn(output, example.promised()), output }).toMatchObject({
                missing: [],
            });
            const got = writes();
            expect(name === "journal-to-jobs" ? got.sort() : got).toEqual(asked);
            expect(emulator.jobs()).toEqual([]);
        },
    );

    itByNight(
        "shipped-and-guarded does what it promises, and leaves the job on its way",
        async () => {
            example = new ExampleFolder("shipped-and-guarded", emulator.env);
            const { code, output } = await example.run();
            expect({ code, output }).toMatchObject({ code: 0 });
            expect({ missing: missingIn(output, example.promised()), output }).toMatchObject({
                missing: [],
            });
            expect(writes()).toEqual(["PUT archive", "PATCH archive"]);
            expect(emulator.jobs()).toMatchObject([{ properties: { state: "Shipping" } }]);
        },
    );

    it("customer-disks does what it promises, and leaves the disks on their way", async () => {
        example = new ExampleFolder("customer-disks", emulator.env);
        const { code, output } = await example.run();
        expect({ code, output }).toMatchObject({ code: 0 });
        expect({ missing: missingIn(output, example.promised()), output }).toMatchObject({
            missing: [],
        });
        const order = "PUT photos";
        const destroyed = ["POST photos", "DELETE photos", "DELETE undefined"];
        expect(writes()).toEqual([order, ...destroyed, order, "POST photos"]);
        expect(emulator.jobs()).toMatchObject([{ properties: { status: "ShippedToAzureDC" } }]);
    });

    it("unit-test-with-emulator does what it promises, with an emulator of its own", async () => {
        example = new ExampleFolder("unit-test-with-emulator", {});
        const { code, output } = await example.run();
        expect({ code, output }).toMatchObject({ code: 0 });
        expect(missingIn(output.replace(/ \([\d.]+ m?s\)/g, ""), example.promised())).toEqual([]);
        expect(emulator.requests()).toEqual([]);
    });
});

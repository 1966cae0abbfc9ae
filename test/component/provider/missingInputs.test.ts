/** Each input of a whole job left out, null, or of another kind: findings, and never a TypeError. Both services. */
import { deliverToDcPackageDetails, exportOrder, importOrder } from "../../fixtures/diskInputs";
import { announcedShipment, exportJob, importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs } from "../../fixtures/jobStack";
import { ProviderProcess, type Operation, type Properties } from "./providerProcess";

type Path = (string | number)[];

/** Every place in the inputs. */
function placesIn(value: unknown, at: Path = []): Path[] {
    if (typeof value !== "object" || value === null) return [at];
    const inner = Object.entries(value).flatMap(([key, member]) => placesIn(member, [...at, key]));
    return at.length === 0 ? inner : [at, ...inner];
}

function replaced(value: unknown, [first, ...rest]: Path, by: unknown): unknown {
    if (first === undefined) return by;
    const copy = (
        Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }
    ) as Properties;
    copy[first] = replaced(copy[first], rest, by);
    return copy;
}

const subscription = { ARM_SUBSCRIPTION_ID: "9f8c8eaa-8824-4096-83d8-06f541d1f1cd" };
let provider: ProviderProcess;
beforeAll(async () => {
    provider = await ProviderProcess.start(subscription);
});
afterAll(() => provider.stop());

describe.each([
    {
        service: "Import/Export",
        kind: importExportJobs,
        wholes: [importJob({ properties: announcedShipment }), exportJob()],
        required: ["resourceGroupName", "location", "properties"],
    },
    {
        service: "Data Box",
        kind: customerDiskJobs,
        wholes: [importOrder({ deliverToDcPackageDetails }), exportOrder()],
        required: ["resourceGroupName", "location", "transferType", "details"],
    },
])("The inputs of a $service job", ({ kind, wholes, required }) => {
    let engine: Operation;
    beforeAll(async () => {
        engine = await provider.begin({}, kind.storedLine);
    });
    const check = (news: unknown) =>
        engine.check({}, { ...(news as Properties), jobName: "photos", owner: "o/p/s/photos" });

    it("are right as they are", async () => {
        for (const whole of wholes) expect((await check(whole)).value?.failures).toEqual([]);
    });

    it.each([undefined, null, 7, "text", {}, [null]])(
        "are judged with any of them %j",
        async (by) => {
            const places = wholes.flatMap((whole) => placesIn(whole).map((at) => ({ whole, at })));
            const answers = await Promise.all(
                places.map(async ({ whole, at }) => ({
                    at: at.join("."),
                    error: (await check(replaced(whole, at, by))).error,
                })),
            );
            expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
        },
    );

    it.each(required)("are refused without %s, which is named", async (name) => {
        for (const by of [undefined, null]) {
            const { value } = await check(replaced(wholes[0], [name], by));
            expect(JSON.stringify(value?.failures)).toContain(`${name} is missing`);
        }
    });
});

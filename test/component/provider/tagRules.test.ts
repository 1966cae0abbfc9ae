/** Resource Manager's rules for tags, told by check before anything is sent; what is right reaches Azure as it stands. */
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs, type JobKind } from "../../fixtures/jobStack";
import { ProviderProcess } from "./providerProcess";
import { testedProvider } from "./testedProvider";

const tested = testedProvider((env) => ProviderProcess.start(env, "movedClock.cjs"));

const tags = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`t${n}`, "v"]));

describe.each<[string, JobKind, object]>([
    ["Job", importExportJobs, importJob()],
    ["CustomerDiskJob", customerDiskJobs, importOrder()],
])("The tags of a %s", (className, kind, args) => {
    const begin = (config: Record<string, string> = {}) =>
        tested.provider.begin(config, kind.storedLine);
    const reasons = async (given: object, config: Record<string, string> = {}) => {
        const engine = await begin(config);
        const { value } = await engine.check({}, { jobName: "photos", ...args, tags: given });
        return (value!.failures as { reason: string }[]).map(({ reason }) => reason);
    };
    const off = { "azure-importexport:ownerTag": "false" };

    it("are fifty where the owner tag is switched off, and Azure has all of them", async () => {
        const engine = await begin(off);
        const jobName = `fifty-${className.toLowerCase()}`.slice(0, 24);
        const given = { jobName, ...args, tags: tags(50) };
        const checked = await engine.check({}, given);
        expect(checked.value!.failures).toEqual([]);
        const made = await engine.create(checked.value!.inputs);
        expect(made.error).toBeUndefined();
        const inAzure = tested.emulator.jobs() as { name: string; tags?: object }[];
        expect(inAzure.find(({ name }) => name === jobName)?.tags).toEqual(tags(50));
    });

    it.each<[number, Record<string, string>, RegExp]>([
        [51, off, /^tags are more than 50; Azure takes no more/],
        [50, {}, /^tags are more than 49; .*ownerTag/],
    ])("of which there are %d are refused (settings: %j)", async (count, config, reason) => {
        expect(await reasons(tags(count), config)).toEqual([expect.stringMatching(reason)]);
    });

    it.each<[string, object, RegExp]>([
        ["differ by case only", { Team: "a", team: "b" }, /^tags have "Team" and "team"/],
        ["differ by case only, values alike", { A: "x", a: "x" }, /^tags have "A" and "a"/],
        ["differ by case beyond ASCII", { GRÖßE: "1", größe: "2" }, /"GRÖßE" and "größe"/],
        ["have no name", { "": "a" }, /1 to 512 characters/],
        ["have a name of 513 characters", { ["n".repeat(513)]: "a" }, /1 to 512 characters/],
        ...[..."<>%&\\?/"].map((sign): [string, object, RegExp] => [
            `have a name with ${sign}`,
            { [`te${sign}am`]: "a" },
            /none of < > % & \\ \? \//,
        ]),
        ["have a value of 257 characters", { team: "v".repeat(257) }, /^tags\.team .* 256/],
        ["have a value that is no text", { team: 7 }, /^tags\.team must be a string/],
    ])("that %s are refused", async (_, given, reason) => {
        expect(await reasons(given)).toEqual([expect.stringMatching(reason)]);
    });

    it("of the greatest length are right", async () => {
        const given = { ["n".repeat(512)]: "v".repeat(256), empty: "" };
        expect(await reasons(given)).toEqual([]);
    });
});

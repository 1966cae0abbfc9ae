import { leftAlone, targetingOf, untargeted } from "../../../policies/checkpoint/targeting";

const job = "urn:pulumi:dev::test::azure-native:importexport:Job::photos";
const account = "urn:pulumi:dev::test::azure-native:storage:StorageAccount::archive";
const other = "urn:pulumi:dev::test::test:Shelf::letters";
/** The job depends on the account; the other on nothing. */
const resources = [
    { urn: account, type: "azure-native:storage:StorageAccount" },
    { urn: job, type: "azure-native:importexport:Job", dependencies: [account] },
    { urn: other, type: "test:Shelf" },
];
const isLeftAlone = (line: string, environment: NodeJS.ProcessEnv = {}) =>
    leftAlone(targetingOf(line.split(" "), environment), resources).has(job);

describe("the flags of an update that leaves a job alone", () => {
    it.each([
        `up --target ${other}`,
        `up --target=${other}`,
        `preview -t ${other}`,
        `up -t${other} --yes`,
        `up -yt ${other}`,
        `up -yft=${other}`,
        `-C folder up --target ${other}`,
        `up --target **::letters --refresh`,
        `up --target urn:pulumi:dev::test::*:Shelf::letters -r`,
        `up --target-replace ${other}`,
        `up --target ${account} --target-dependents=false`,
        `up --target ${account}`,
        `up --exclude ${job}`,
        `preview -x **::photos --refresh=true`,
        `up --exclude ${account} --exclude-dependents`,
        `up --target ${other} --config a=b --message words --parallel 4 --exec-kind auto.local --client 127.0.0.1:1`,
    ])("are understood: pulumi %s", (line) => {
        expect(isLeftAlone(line)).toBe(true);
    });

    it("may stand in the environment, which counts where the flag is not given", () => {
        expect(isLeftAlone("up", { PULUMI_OPTION_TARGET: other })).toBe(true);
        expect(isLeftAlone("up", { PULUMI_OPTION_EXCLUDE: job })).toBe(true);
        expect(isLeftAlone("up", { PULUMI_OPTION_TARGET: `${other},"${job}"` })).toBe(false);
        expect(isLeftAlone("up", { PULUMI_OPTION_TARGET: "" })).toBe(false);
        expect(isLeftAlone(`up --target ${job}`, { PULUMI_OPTION_TARGET: other })).toBe(false);
        const both = { PULUMI_OPTION_TARGET: account, PULUMI_OPTION_TARGET_DEPENDENTS: "1" };
        expect(isLeftAlone("up", both)).toBe(false);
    });
});

describe("the flags of an update that touches a job", () => {
    it.each([
        "up",
        "up --refresh --yes",
        `up --target ${job}`,
        `up --target **`,
        `up --target ${other} --target ${job}`,
        `up --target ${account} --target-dependents`,
        `up --exclude ${other}`,
        `up --exclude ${account}`,
        // What looks like a target is the value of another flag, or no flag at all.
        `up --message --target=${other}`,
        `up -m -t${other}`,
        `up --config --exclude=${job} --yes`,
        `up -ymt ${other}`,
        `up -- --target ${other}`,
        // A flag that this version does not know may take the next argument for its value.
        `up --new-flag --target ${other}`,
        `up -Z --target ${other}`,
    ])("leave nothing of it alone: pulumi %s", (line) => {
        expect(isLeftAlone(line)).toBe(false);
    });

    it("are those that cannot be seen", () => {
        expect(targetingOf(undefined, { PULUMI_OPTION_TARGET: other })).toBe(untargeted);
    });
});

describe("the flags of an update that replaces a job", () => {
    it.each([
        [`up --replace ${job}`, [job]],
        [`up --target-replace ${job} --replace **::letters`, ["**::letters", job]],
        ["up", []],
    ])("are read: pulumi %s", (line, replaced) => {
        expect(targetingOf(line.split(" "), {}).replaced).toEqual(replaced);
    });
});

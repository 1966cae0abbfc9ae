import type { AzureErrorKind } from "../../../provider/arm/azureErrorKind";
import type { errors as ofDataBox } from "../../../provider/databox/errors";
import type { errors as ofImportExport } from "../../../provider/importexport/errors";
import type { deletionErrors } from "../../../provider/job/deletionErrors";
import type { errors as ofAllJobs } from "../../../provider/job/errors";
import fs from "node:fs";
import path from "node:path";

const repository = path.resolve(__dirname, "../../..");
const read = (page: string) => fs.readFileSync(path.join(repository, page), "utf8");

describe("the catalogue of errors", () => {
    type JobErrorCode = keyof (typeof ofAllJobs &
        typeof deletionErrors &
        typeof ofImportExport &
        typeof ofDataBox);
    // Written by hand, and complete by its type: a code more or less does not compile.
    const codes: Record<JobErrorCode, true> = {
        AdoptionDiffers: true,
        AzureDisagrees: true,
        CancellationRefused: true,
        CancellationTooLate: true,
        CreationUnconfirmed: true,
        DeletionRefused: true,
        DeletionUnderWay: true,
        FeeNotAccepted: true,
        JobGone: true,
        JobMoved: true,
        JobNotFound: true,
        JobPurged: true,
        KeysNotInStack: true,
        LockNotRemoved: true,
        NameTaken: true,
        NameUsedTwice: true,
        NothingToAdopt: true,
        NotTakenBack: true,
        OtherCloud: true,
        ReplacementRefused: true,
        ShipmentRefused: true,
        SomebodyElsesJob: true,
        StateEdited: true,
        TakenOverBySibling: true,
        TimeIsUp: true,
        UnfinishedCreation: true,
        UpdateRefused: true,
        WaitCancelled: true,
    };
    const kinds: Record<AzureErrorKind, string> = {
        refused: "AzureRefused",
        unreachable: "NoAnswer",
        notUnderstood: "AnswerNotUnderstood",
        credentials: "LoginFailed",
        notRegistered: "NotRegistered",
        throttled: "Throttled",
        unfinished: "Unfinished",
        cancelled: "RequestCancelled",
    };
    const page = read("docs/errors.md");

    it.each(Object.keys(codes))("has %s, with an example", (code) => {
        const section = page.split(/^## /m).find((text) => text.startsWith(`${code}\n`));
        expect(section).toMatch(/\n\n> \w/);
    });

    it("has no message that names a flag of Data Box twice", () => {
        const messages = page.match(/^> .*$/gm)!;
        const names = (text: string) => text.match(/isDeletable/g) ?? [];
        expect(messages.some((text) => names(text).length === 1)).toBe(true);
        expect(messages.filter((text) => names(text).length > 1)).toEqual([]);
    });

    it.each(Object.entries(kinds))("has AzureError's kind %s by its code %s", (kind, code) => {
        expect(page).toMatch(new RegExp(`^\\| \`${code}\` +\\| \`${kind}\` +\\|`, "m"));
    });

    it.each(["WrongSettings", "MissingSetting"])("has the settings' code %s", (code) => {
        expect(page).toMatch(new RegExp(`^\\| \`${code}\` +\\|`, "m"));
    });
});

describe("the documentation", () => {
    const pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "provider/README.md"].concat(
        fs
            .readdirSync(path.join(repository, "docs"), { recursive: true, encoding: "utf8" })
            .filter((name) => name.endsWith(".md"))
            .map((name) => `docs/${name}`),
    );

    it.each(pages)("%s links to no file that is not there", (page) => {
        const targets = Array.from(read(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g), ([, to]) => to!);
        const local = targets.filter((target) => !/^[a-z]+:/.test(target));
        const missing = local.filter(
            (target) => !fs.existsSync(path.resolve(repository, path.dirname(page), target)),
        );
        expect(missing).toEqual([]);
    });

    it.each(pages)("%s names no npm script that is not there", (page) => {
        const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
        const named = Array.from(read(page).matchAll(/npm run ([\w:-]+)/g), ([, name]) => name!);
        expect(named.filter((name) => !(name in scripts))).toEqual([]);
    });
});

/** What guarded-destroy makes of Pulumi's answers: what is missing, cut or of another shape is never an empty one. */
import { violationsIn } from "../../../policies/guardedDestroy/analysis";
import { backendInWords } from "../../../policies/guardedDestroy/backendWatch";
import { checkpointIn, deletionsOf } from "../../../policies/guardedDestroy/deletions";
import { previewIn } from "../../../policies/guardedDestroy/preview";

const stack = "organization/test/dev";
const urn = (name: string, type = "pulumi-nodejs:dynamic/importexport:Job") =>
    `urn:pulumi:dev::test::${type}::${name}`;

const step = { op: "delete", urn: urn("photos"), oldState: {} };
const preview = { steps: [step], duration: 1, changeSummary: { delete: 1 } };

describe("the backend in a message", () => {
    it.each([
        ["azblob://state?storage_account=archive&sas_token=secret", "azblob://state"],
        ["s3://key:secret@bucket/folder?region=x", "s3://bucket/folder"],
        ["https://secret@pulumi.example.com/org#secret", "https://pulumi.example.com/org"],
        ["file:///home/ci/state", "file:///home/ci/state"],
        ["key:secret", "of this stack"],
    ])("names %s without a login", (url, words) => {
        expect(backendInWords(url)).toBe(words);
    });
});

describe("a preview", () => {
    it("names what it deletes, and not what is only read or retained", () => {
        const steps = [
            step,
            { op: "delete", urn: urn("read"), oldState: { external: true } },
            { op: "delete", urn: urn("kept"), oldState: { retainOnDelete: true } },
            { op: "same", urn: urn("same"), oldState: {} },
            { op: "a step of tomorrow", urn: urn("odd"), oldState: {} },
        ];
        const text = JSON.stringify({ ...preview, steps, changeSummary: { delete: 3 } });
        expect([...previewIn(text).deleted].sort()).toEqual([urn("odd"), urn("photos")]);
    });

    it.each<[string, string]>([
        ["missing", ""],
        ["cut", JSON.stringify(preview).slice(0, 40)],
        ["empty", "{}"],
        ["a list", "[]"],
        ["null", "null"],
        ["a page", "<html></html>"],
        ["without a duration, as an interrupted one", JSON.stringify({ steps: [step] })],
        ["with steps that are no list", JSON.stringify({ ...preview, steps: {} })],
        ["with a step without a URN", JSON.stringify({ ...preview, steps: [{ op: "delete" }] })],
        ["with fewer steps than it counts", JSON.stringify({ ...preview, steps: [] })],
        [
            "interrupted",
            JSON.stringify({
                ...preview,
                diagnostics: [{ message: "^C received; cancelling. If you would like…" }],
            }),
        ],
    ])("that is %s is not understood", (_, text) => {
        expect(() => previewIn(text)).toThrow();
    });
});

const resource = { urn: urn("photos"), type: "pulumi-nodejs:dynamic/importexport:Job" };
const checkpoint = { version: 3, deployment: { manifest: {}, resources: [resource] } };

describe("a checkpoint", () => {
    it("has its resources and pending operations", () => {
        const read = checkpointIn(JSON.stringify(checkpoint), stack);
        expect(read.resources).toHaveLength(1);
        expect(read.pending).toEqual([]);
    });

    it.each<[string, unknown]>([
        ["empty", {}],
        ["a list", []],
        ["without a manifest", { deployment: { resources: [resource] } }],
        ["with resources that are no list", { deployment: { manifest: {}, resources: {} } }],
        [
            "another stack's",
            {
                deployment: {
                    manifest: {},
                    resources: [{ ...resource, urn: "urn:pulumi:prod::test::a:b:C::x" }],
                },
            },
        ],
        [
            "with a pending operation of another shape",
            { deployment: { manifest: {}, resources: [], pending_operations: [{}] } },
        ],
    ])("that is %s is not understood", (_, content) => {
        expect(() => checkpointIn(JSON.stringify(content), stack)).toThrow();
    });

    it.each(["", "{", "<html></html>"])("that reads %j is not understood", (text) => {
        expect(() => checkpointIn(text, stack)).toThrow();
    });
});

describe("what a destroy deletes", () => {
    const read = (resources: object[]) =>
        checkpointIn(JSON.stringify({ deployment: { manifest: {}, resources } }), stack);

    it("is also what the checkpoint has and the preview leaves out", () => {
        const other = { ...resource, urn: urn("letters") };
        const found = deletionsOf(
            read([resource, other]),
            previewIn(JSON.stringify(preview)),
            false,
        );
        expect(found.map((one) => one.urn).sort()).toEqual([urn("letters"), urn("photos")]);
    });

    it("is, where targets choose, also what waits for its deletion", () => {
        const waiting = { ...resource, urn: urn("old"), delete: true };
        const other = { ...resource, urn: urn("letters") };
        const all = read([resource, other, waiting]);
        const found = deletionsOf(all, previewIn(JSON.stringify(preview)), true);
        expect(found.map((one) => one.urn).sort()).toEqual([urn("old"), urn("photos")]);
    });

    it("is not understood where the preview speaks of another stack", () => {
        const elsewhere = read([{ ...resource, urn: urn("letters") }]);
        expect(() => deletionsOf(elsewhere, previewIn(JSON.stringify(preview)), false)).toThrow();
    });
});

describe("an analysis", () => {
    const pack = "importexport";
    const summary = {
        sequence: 1,
        summaryEvent: { PolicyPacks: { [pack]: "1" }, result: "succeeded" },
    };
    const lines = (...events: object[]) => events.map((one) => JSON.stringify(one)).join("\n");

    it("that came to its end without a violation has none", () => {
        expect(violationsIn(lines({ sequence: 0 }, summary), pack, true)).toEqual([]);
    });

    it.each<[string, string, boolean]>([
        ["missing", "", true],
        ["cut before its summary", lines({ sequence: 0 }), true],
        ["cut in a line", lines({ sequence: 0 }, summary).slice(0, -9), true],
        [
            "of other packs",
            lines(
                { sequence: 0 },
                { ...summary, summaryEvent: { PolicyPacks: {}, result: "succeeded" } },
            ),
            true,
        ],
        ["short of an event", lines({ sequence: 0 }, { ...summary, sequence: 2 }), true],
        ["good and failed", lines({ sequence: 0 }, summary), false],
        ["a page", "<html></html>", true],
    ])("that is %s is not understood", (_, text, succeeded) => {
        expect(() => violationsIn(text, pack, succeeded)).toThrow();
    });
});

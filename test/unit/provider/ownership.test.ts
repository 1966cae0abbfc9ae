/** Whose a job is: what its tag says, and when it was created. Each by itself tells another's job from ours. */
import { foreignEvidence, type Identity, type Shown } from "../../../provider/job/ownership";

const words = "organization/archive/prod/photos";
const identity = "0f8fad5b-d9cb-469f-a165-70867728950e";
const other = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
const createdAt = "2026-11-22T12:00:00Z";

const ours: Identity = { owner: `${words}#${identity}`, systemData: { createdAt } };
const shown = (owner: string | undefined, created: string | undefined = createdAt): Shown => ({
    tags: owner === undefined ? {} : { "pulumi-owner": owner },
    systemData: created === undefined ? {} : { createdAt: created },
});

describe("A job of our name is another's", () => {
    it.each<[string, Shown, RegExp]>([
        [
            "by the words of its tag, though it was created when ours was",
            shown(`organization/archive/test/photos#${identity}`),
            /says organization\/archive\/test\/photos$/,
        ],
        [
            "by a tag of older versions with other words",
            shown("organization/archive/test/photos"),
            /says organization\/archive\/test\/photos$/,
        ],
        [
            "by the creation in its tag, though the words are ours",
            shown(`${words}#${other}`),
            /of another creation than this stack's, though of the same words/,
        ],
        [
            "by the time of its creation, though its tag is ours",
            shown(ours.owner, "2026-11-22T12:00:01Z"),
            /it was created at 2026-11-22T12:00:01Z, and ours at 2026-11-22T12:00:00Z/,
        ],
        [
            "by the time of its creation, where it has no tag",
            shown(undefined, "2026-11-22T12:00:01Z"),
            /it was created at/,
        ],
    ])("%s", (_, job, why) => {
        expect(foreignEvidence(job, ours, true)).toMatch(why);
    });

    it("where it has no tag and Azure never confirmed that it made ours", () => {
        const unseen = { ...ours, creationUnconfirmed: true };
        expect(foreignEvidence(shown(undefined), unseen, true)).toMatch(/it has no tag/);
    });
});

describe("A job of our name is ours", () => {
    it.each<[string, Shown, Identity]>([
        ["with our tag", shown(ours.owner), ours],
        ["without a tag: it was adopted", shown(undefined), ours],
        ["without a time: older versions of the API have none", shown(ours.owner, undefined), ours],
        [
            "with the tag that it had before it was taken over",
            shown("organization/archive/before/photos"),
            { ...ours, formerOwner: "organization/archive/before/photos" },
        ],
        [
            "at the same moment, written otherwise",
            shown(ours.owner, "2026-11-22T12:00:00.000Z"),
            ours,
        ],
    ])("%s", (_, job, known) => {
        expect(foreignEvidence(job, known, true)).toBeUndefined();
    });

    it("whatever its tag says, where the settings turn tags off", () => {
        expect(foreignEvidence(shown("organization/a/b/c"), ours, false)).toBeUndefined();
    });
});

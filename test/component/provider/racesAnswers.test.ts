/**
 * Answers that get lost, are cut, come from somebody else, or say no: at every request of an update, a read and a diff.
 * All outcomes are written by hand.
 */
import { exportJob } from "../../fixtures/jobInputs";
import {
    type Cell,
    dropped,
    onlyLost,
    hollow,
    hollowAnswer,
    lost,
    noCode,
    on,
    page,
    refused,
    says,
    well,
    describeAnswers,
    racesOf,
} from "./badAnswers";

const updates: Record<string, Cell> = {
    "whose PATCH is lost on its way once": {
        strikes: [on("PATCH", dropped("before"))],
        expected: well(/^GET 200, PATCH dropped, PATCH 200$/, "there"),
    },
    "whose PATCH's answer is lost once": {
        strikes: [on("PATCH", dropped("after"))],
        expected: well(/^GET 200, PATCH dropped, PATCH 200$/, "there"),
    },
    "whose PATCH's answer is lost every time": {
        strikes: [on("PATCH", dropped("after"), { times: "always" })],
        expected: refused(new RegExp(`^GET 200, ${onlyLost("PATCH")}$`), "there", lost),
    },
    "whose PATCH is answered by a page": {
        strikes: [on("PATCH", hollow("before"))],
        expected: refused(/^GET 200, PATCH 200$/, "there", hollowAnswer),
    },
    "whose PATCH is answered by a proxy's 404": {
        strikes: [on("PATCH", page)],
        expected: refused(/^GET 200, PATCH 404$/, "there", noCode),
    },
    "that a lock forbids": {
        strikes: [on("PATCH", says(409, "ScopeLocked"))],
        expected: refused(
            /^GET 200, PATCH 409, GET 200$/,
            "there",
            /Azure refused to change tags of job .* while it is Creating: 409 ScopeLocked/,
        ),
    },
    "whose look is answered by a proxy's 404": {
        strikes: [on("GET", page)],
        expected: refused(/^GET 404$/, "there", noCode),
    },
    "whose look is cut every time": {
        strikes: [on("GET", { type: "truncateBody" }, { times: "always" })],
        expected: refused(/^GET 200(, GET 200)*$/, "there", /no answer from|not understood/),
    },
};

const reads: Record<string, Cell> = {
    "that meets a proxy's 404": {
        strikes: [on("GET", page)],
        expected: refused(/^GET 404$/, "there", noCode),
    },
    "that meets another 404 of Resource Manager": {
        strikes: [on("GET", says(404, "SubscriptionNotFound"))],
        expected: refused(/^GET 404$/, "there", /SubscriptionNotFound/),
    },
    "that meets a page": {
        strikes: [on("GET", hollow("before"))],
        expected: refused(/^GET 200$/, "there", hollowAnswer),
    },
    "that may not see the keys of an export": {
        args: exportJob(),
        begins: "Completed",
        strikes: [on("POST", says(403, "AuthorizationFailed"))],
        expected: well(
            /^GET 200, POST 403$/,
            "there",
            /Warning: .* all BitLocker keys .*: no permission to read them/,
        ),
    },
};

const diffs: Record<string, Cell> = {
    "of a replacement whose look is answered by a proxy's 404": {
        strikes: [on("GET", page)],
        expected: refused(/^GET 404$/, "there", noCode),
    },
    "of a replacement whose look is answered by an object that is no job": {
        strikes: [on("GET", hollow("before", {}))],
        expected: refused(/^GET 200$/, "there", hollowAnswer),
    },
};

const readCells = racesOf("read", reads, (engine, { id, outputs }) => engine.read(id, outputs));
const result = describeAnswers([
    ...racesOf("update", updates, (engine, { id, inputs, outputs }) =>
        engine.update(id, outputs, { ...inputs, tags: { team: "archive" } }),
    ),
    ...readCells,
    ...racesOf("diff", diffs, (engine, { id, inputs, outputs }) =>
        engine.diff(id, outputs, { ...inputs, location: "eastus" }),
    ),
]);

describe("A read that did not learn that the job is gone", () => {
    it.each(readCells)("keeps it in the stack: $title", ({ race }) => {
        const { answer } = result.ran.get(race.name)!;
        // An empty id is Pulumi's word for gone.
        if (answer.error === undefined)
            expect(answer.value).toMatchObject({ id: expect.stringMatching(/./) as string });
    });
});

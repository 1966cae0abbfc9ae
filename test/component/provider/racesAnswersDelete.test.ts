/**
 * Answers that get lost, are cut, come from somebody else, or say no: at every request of a delete.
 * All outcomes are written by hand.
 */
import { importJob } from "../../fixtures/jobInputs";
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

const timeIsUp = /Stopped waiting for job .* cancellation is requested/;
const forgets = importJob({ deletion: { waitMinutes: 0, whenUndeletable: "forget" } });

const deletes: Record<string, Cell> = {
    "whose DELETE is lost on its way once": {
        strikes: [on("DELETE", dropped("before"))],
        expected: well(/^GET 200, DELETE dropped, DELETE 200$/, "gone"),
    },
    "whose DELETE's answer is lost once": {
        strikes: [on("DELETE", dropped("after"))],
        expected: well(/^GET 200, DELETE dropped, DELETE 204$/, "gone"),
    },
    "whose DELETE is lost on its way every time": {
        strikes: [on("DELETE", dropped("before"), { times: "always" })],
        expected: refused(new RegExp(`^GET 200, ${onlyLost("DELETE")}$`), "there", lost),
    },
    "whose DELETE is answered by a page": {
        strikes: [on("DELETE", hollow("before"))],
        expected: refused(/^GET 200, DELETE 200$/, "there", hollowAnswer),
    },
    "whose DELETE is answered 202": {
        strikes: [on("DELETE", { type: "answer", status: 202 })],
        expected: refused(/^GET 200, DELETE 202$/, "there", /answered 202, but .* not understood/),
    },
    "whose DELETE is answered by a proxy's 404": {
        strikes: [on("DELETE", page)],
        expected: refused(/^GET 200, DELETE 404$/, "there", noCode),
    },
    "that a lock forbids": {
        strikes: [on("DELETE", says(409, "ScopeLocked"))],
        expected: refused(
            /^GET 200, DELETE 409, GET 200$/,
            "there",
            /Azure refused to delete job .* still reports it as Creating: 409 ScopeLocked.*Is there a lock/,
        ),
    },
    "that a role forbids": {
        strikes: [on("DELETE", says(403, "AuthorizationFailed"))],
        expected: refused(/^GET 200, DELETE 403$/, "there", /AuthorizationFailed[^]*permission/),
    },
    "that is throttled once": {
        strikes: [on("DELETE", { type: "throttle", retryAfterSeconds: 1 })],
        expected: well(/^GET 200, DELETE 429, DELETE 200$/, "gone"),
    },
    "whose look is answered by a proxy's 404": {
        strikes: [on("GET", page)],
        expected: refused(/^GET 404$/, "there", noCode),
    },
    "whose look is answered with another 404 of Resource Manager": {
        strikes: [on("GET", says(404, "SubscriptionNotFound"))],
        expected: refused(/^GET 404$/, "there", /SubscriptionNotFound/),
    },
    "whose look is answered by an object that is no job": {
        strikes: [on("GET", hollow("before", { value: [] }))],
        expected: refused(/^GET 200$/, "there", hollowAnswer),
    },
    "whose cancellation is lost on its way once": {
        begins: "Shipping",
        strikes: [on("PATCH", dropped("before"))],
        expected: refused(/^GET 200, PATCH dropped, PATCH 200, GET 200$/, "cancelled", timeIsUp),
    },
    "whose cancellation's answer is lost every time": {
        begins: "Shipping",
        strikes: [on("PATCH", dropped("after"), { times: "always" })],
        expected: refused(new RegExp(`^GET 200, ${onlyLost("PATCH")}$`), "cancelled", lost),
    },
    "whose cancellation is answered by a page": {
        begins: "Shipping",
        strikes: [on("PATCH", hollow("after"))],
        expected: refused(/^GET 200, PATCH 200$/, "cancelled", hollowAnswer),
    },
    "whose cancellation is answered by a proxy's 404, although the undeletable is forgotten": {
        begins: "Shipping",
        args: forgets,
        strikes: [on("PATCH", page)],
        expected: refused(/^GET 200, PATCH 404$/, "there", noCode),
    },
    "whose cancellation Azure refuses": {
        begins: "Shipping",
        strikes: [on("PATCH", says(409, "Conflict"))],
        expected: refused(
            /^GET 200, PATCH 409, GET 200$/,
            "there",
            /Azure refused to cancel job .* while it is Shipping: 409 Conflict: No\..*documents contradict each other/,
        ),
    },
    "whose cancellation Azure refuses, where the undeletable is forgotten": {
        begins: "Shipping",
        args: forgets,
        strikes: [on("PATCH", says(409, "Conflict"))],
        expected: well(
            /^GET 200, PATCH 409, GET 200$/,
            "there",
            /Forgetting job .* It was not cancelled by this and stays in Azure/,
        ),
    },
    "whose cancellation a lock forbids, although the undeletable is forgotten": {
        begins: "Shipping",
        args: forgets,
        strikes: [on("PATCH", says(409, "ScopeLocked"))],
        expected: refused(
            /^GET 200, PATCH 409, GET 200$/,
            "there",
            /409 ScopeLocked.*Is there a lock/,
        ),
    },
    "whose wait loses a look": {
        begins: "Shipping",
        args: importJob({ deletion: { waitMinutes: 5 } }),
        strikes: [
            on("GET", dropped("before"), { nth: 2, times: 3 }),
            on("PATCH", { type: "moveJob", state: "Completed" }),
        ],
        expected: well(
            new RegExp(`^GET 200, PATCH 200, ${onlyLost("GET")}, GET 200, DELETE 200$`),
            "gone",
            /Azure did not answer just now/,
        ),
    },
    "whose wait meets a proxy's 404": {
        begins: "Shipping",
        args: importJob({ deletion: { waitMinutes: 1 } }),
        strikes: [on("GET", page, { nth: 2 })],
        expected: refused(/^GET 200, PATCH 200, GET 404$/, "cancelled", noCode),
    },
};

describeAnswers(
    racesOf("delete", deletes, (engine, { id, outputs }) => engine.delete(id, outputs)),
);

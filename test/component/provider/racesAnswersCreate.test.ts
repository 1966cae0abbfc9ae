/**
 * Answers that get lost, are cut, come from somebody else, or say no: at every request of a create.
 * All outcomes are written by hand.
 */
import { drive, importJob, returnAddress } from "../../fixtures/jobInputs";
import type { Race } from "./raceCourse";
import {
    type Cell,
    dropped,
    onlyLost,
    hollow,
    hollowAnswer,
    noCode,
    on,
    page,
    refused,
    says,
    well,
    describeAnswers,
    racesOf,
} from "./badAnswers";

const creates: Record<string, Cell> = {
    "whose PUT is lost on its way once": {
        strikes: [on("PUT", dropped("before"))],
        expected: well(/^GET 404, PUT dropped, PUT 201$/, "there"),
    },
    "whose PUT's answer is lost once": {
        strikes: [on("PUT", dropped("after"))],
        expected: well(/^GET 404, PUT dropped, PUT 200$/, "there"),
    },
    "whose PUT is lost on its way every time": {
        strikes: [on("PUT", dropped("before"), { times: "always" })],
        expected: {
            ends: "kept",
            requests: new RegExp(`^GET 404, ${onlyLost("PUT")}, GET 404$`),
            says: /did not confirm the creation of job .* so it may exist.*kept in the stack\. Run "pulumi up" again/,
            job: "gone",
        },
    },
    "whose PUT's answer is lost every time": {
        strikes: [on("PUT", dropped("after"), { times: "always" })],
        expected: well(
            new RegExp(`^GET 404, ${onlyLost("PUT")}, GET 200$`),
            "there",
            /Found job .* going on with the creation that was interrupted/,
        ),
    },
    "whose PUT's answer and the look after it are lost": {
        strikes: [
            on("PUT", hollow("after")),
            on("GET", says(403, "AuthorizationFailed"), { nth: 2 }),
        ],
        expected: {
            ends: "kept",
            requests: /^GET 404, PUT 200, GET 403$/,
            says: /did not confirm the creation of job .* so it may exist/,
            job: "there",
        },
    },
    "whose PUT is answered by a page and has had its effect": {
        strikes: [on("PUT", hollow("after"))],
        expected: well(/^GET 404, PUT 200, GET 200$/, "there", /Found job/),
    },
    "whose PUT is answered by a page and has had none": {
        strikes: [on("PUT", hollow("before"))],
        expected: {
            ends: "kept",
            requests: /^GET 404, PUT 200, GET 404$/,
            says: /so it may exist: .*not understood/,
            job: "gone",
        },
    },
    "that Azure refuses": {
        strikes: [on("PUT", says(400, "BadRequest"))],
        expected: refused(/^GET 404, PUT 400$/, "gone", /Azure answered 400 BadRequest: No\./),
    },
    "whose look is answered by a proxy's 404": {
        strikes: [on("GET", page)],
        expected: refused(/^GET 404$/, "gone", noCode),
    },
    "whose look is answered with another 404 of Resource Manager": {
        strikes: [on("GET", says(404, "SubscriptionNotFound"))],
        expected: refused(/^GET 404$/, "gone", /SubscriptionNotFound/),
    },
    "whose look is answered by a page": {
        strikes: [on("GET", hollow("before"))],
        expected: refused(/^GET 200$/, "gone", hollowAnswer),
    },
    "whose look is answered by an object that is no job": {
        strikes: [on("GET", hollow("before", {}))],
        expected: refused(/^GET 200$/, "gone", hollowAnswer),
    },
};

const cells = racesOf("create", creates, (engine, { inputs }) => engine.create(inputs), true);
const result = describeAnswers(cells);

describe("A creation that Azure did not confirm", () => {
    const unconfirmed = (name: string) => result.ran.get(name)!.answer.kept!;
    const names = cells
        .filter(({ expected }) => expected.ends === "kept")
        .map(({ race }) => race.name);

    it("is kept with the line that lets it be deleted, and tells that it is not sure", () => {
        expect(names).toHaveLength(3);
        for (const name of names) {
            const { id, properties, reasons } = unconfirmed(name);
            expect(id).toMatch(new RegExp(`/jobs/${name}$`));
            expect(properties).toMatchObject({ creationUnconfirmed: true });
            expect(properties.__provider).toMatch(/^exports\.handler = /);
            expect(reasons).toHaveLength(1);
        }
    });

    it("is finished by the next update, which looks first and makes no second job", async () => {
        const engine = await result.course.provider.begin();
        for (const name of names) {
            const { id, properties } = unconfirmed(name);
            const race = cells.find((cell) => cell.race.name === name)!.race;
            const inputs = { ...race.args, jobName: name, owner: `organization/test/dev/${name}` };
            const diff = await engine.diff(id, properties, inputs);
            expect(diff.value).toEqual({ changes: true, replaces: [] });
            const before = result.course.emulator.requests().length;
            const { value } = await engine.update(id, properties, inputs);
            const isThere = cells.find((cell) => cell.race.name === name)!.expected.job === "there";
            const methods = result.course.emulator
                .requests()
                .slice(before)
                .map(({ method }) => method);
            expect(value).toMatchObject({ name, state: "Creating" });
            expect(value).not.toHaveProperty("creationUnconfirmed");
            expect(methods).toEqual(["GET", isThere ? "PATCH" : "PUT"]);
        }
    });
});

describe("An error text of Azure that repeats what it was sent", () => {
    const echo = says(
        400,
        "BadRequest",
        `Bad: ${JSON.stringify(drive)} ${drive.driveId.toLowerCase()} ${JSON.stringify(returnAddress)}`,
    );
    const echoes: Race[] = ["PUT", "PATCH", "DELETE", "GET"].map((method) => ({
        name: `echo-${method.toLowerCase()}`,
        args: importJob({ properties: { returnAddress } }),
        isNew: method === "PUT",
        strikes: [on(method, echo)],
        operation: (engine, { id, inputs, outputs }) =>
            method === "PUT"
                ? engine.create(inputs)
                : method === "PATCH"
                  ? engine.update(id, outputs, { ...inputs, tags: { a: "b" } })
                  : engine.delete(id, outputs),
    }));

    it("is shown without a key, an address or a drive id", async () => {
        for (const { says } of (await result.course.run(echoes)).values()) {
            expect(says).toMatch(/BadRequest/);
            for (const secret of [
                drive.driveId,
                drive.bitLockerKey,
                ...Object.values(returnAddress),
            ]) {
                expect(says.toLowerCase()).not.toContain(secret.toLowerCase());
            }
        }
    });
});

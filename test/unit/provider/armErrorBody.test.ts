import { armErrorBody } from "../../../provider/arm/armErrorBody";

describe("what ARM's error body says", () => {
    it.each<[string, unknown, { code?: string; said?: string }]>([
        [
            "code and message",
            { error: { code: "BadRequest", message: "No." } },
            { code: "BadRequest", said: "No." },
        ],
        [
            "the target, as recorded of the service on 2020-04-02",
            {
                error: {
                    code: "InvalidValue",
                    message: "The specified value is invalid.",
                    target: "jobName",
                },
            },
            {
                code: "InvalidValue",
                said: "The specified value is invalid. (target: jobName)",
            },
        ],
        [
            "details with code, target and message, nested ones too",
            {
                error: {
                    code: "ValidationFailed",
                    message: "Validation failed.",
                    details: [
                        {
                            code: "InvalidValue",
                            target: "returnAddress.postalCode",
                            message: "Does not belong to the country.",
                            details: [{ code: "Inner", message: "Deeper." }],
                        },
                        { message: "Only a text." },
                    ],
                },
            },
            {
                code: "ValidationFailed",
                said: "Validation failed. [InvalidValue: Does not belong to the country. (target: returnAddress.postalCode)] [Inner: Deeper.] [Only a text.]",
            },
        ],
        [
            "innererror",
            { error: { code: "Failed", innererror: { code: "KeyVaultUnreachable" } } },
            { code: "Failed", said: "[KeyVaultUnreachable]" },
        ],
        [
            "the error itself",
            { code: "Conflict", message: "No." },
            { code: "Conflict", said: "No." },
        ],
    ])("has %s", (_, body, expected) => {
        expect(armErrorBody(body)).toEqual(expected);
    });

    it.each([undefined, null, "", "<html>", [], 7, { error: [] }, { error: { details: "none" } }])(
        "is nothing in %j",
        (body) => {
            expect(armErrorBody(body).code).toBeUndefined();
            expect(armErrorBody(body).said).toBeUndefined();
        },
    );

    it("has an end, however long or deep the body is", () => {
        const deep: Record<string, unknown> = { code: "Deep" };
        deep.details = [deep, deep, deep];
        const { said } = armErrorBody({ error: deep });
        expect(said!.length).toBeLessThan(300);
        expect(said).toMatch(/\[and \d+ more\]$/);
    });
});

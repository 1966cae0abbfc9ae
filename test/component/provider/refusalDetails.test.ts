/**
 * Refusals that name what is wrong in `error.target`, `error.details[]` or `innererror` only, and the ids that Azure's
 * support asks for: both services, through the real provider process.
 */
import type { FaultAction } from "azure-importexport-emulator";
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs } from "../../fixtures/jobStack";
import { RaceCourse, type Race, type Ran } from "./raceCourse";

const requestId = "6b4867f4-2e67-44f3-b2d0-fa888c0e2460";
const correlationId = "181064b3-89da-4644-abf3-d96c77b064c8";

const refusal = (error: object): FaultAction => ({
    type: "answer",
    status: 400,
    headers: { "x-ms-request-id": requestId, "x-ms-correlation-request-id": correlationId },
    body: { error },
});
const postalCode = "The postal code does not belong to the country.";
const refusals = {
    // The whole body of a recorded refusal of Microsoft.ImportExport, 2020-04-02.
    target: refusal({
        code: "InvalidValue",
        message: "The specified value is invalid.",
        target: "jobName",
    }),
    details: refusal({
        code: "InvalidParameter",
        message: "One or more values are invalid.",
        details: [
            { code: "InvalidValue", target: "returnAddress.postalCode", message: postalCode },
        ],
    }),
    nested: refusal({
        code: "ValidationFailed",
        message: "Validation failed.",
        details: [
            {
                code: "Outer",
                message: "See the details.",
                details: [{ code: "AccountNotInRegion", message: "It is in another region." }],
            },
        ],
    }),
    inner: refusal({
        code: "BadRequest",
        message: "Not possible.",
        innererror: { code: "QuotaOfDisksReached" },
    }),
} satisfies Record<string, FaultAction>;

describe.each([
    { service: "Import/Export", kind: importExportJobs, args: importJob() },
    { service: "Data Box", kind: customerDiskJobs, args: importOrder() },
])("A creation that $service refuses", ({ kind, args }) => {
    let course: RaceCourse;
    let ran: Map<string, Ran>;
    beforeAll(async () => {
        course = await RaceCourse.open(kind);
        const races = Object.entries(refusals).map(([name, action]): Race => {
            const strikes = [{ match: { method: "PUT" }, action }];
            const operation: Race["operation"] = (engine, { inputs }) => engine.create(inputs);
            return { name: `no-${name}`, args, isNew: true, strikes, operation };
        });
        ran = await course.run(races);
    });
    afterAll(() => course.close());
    const error = (name: keyof typeof refusals) => ran.get(`no-${name}`)!.answer.error!;

    it("fails after one PUT, with Azure's code and message", () => {
        for (const { answer, requests, job } of ran.values()) {
            expect(requests).toMatch(/^[^P]*PUT 400(, GET 404)*$/);
            expect(answer).not.toHaveProperty("value");
            expect(job).toBeUndefined();
        }
        expect(error("target")).toContain("InvalidValue");
    });

    it("names the target", () => {
        expect(error("target")).toContain("jobName");
    });

    it("tells each detail: code, target, message", () => {
        expect(error("details")).toContain("returnAddress.postalCode");
        expect(error("details")).toContain(postalCode);
    });

    it("tells what a detail has within", () => {
        expect(error("nested")).toContain("AccountNotInRegion");
    });

    it("tells the code of an innererror", () => {
        expect(error("inner")).toContain("QuotaOfDisksReached");
    });

    it("tells the ids of the request", () => {
        for (const { answer } of ran.values()) {
            expect(answer.error).toContain(requestId);
            expect(answer.error).toContain(correlationId);
        }
    });
});

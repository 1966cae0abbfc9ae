/** What the packaged provider makes of a URN: the engine tells it no organisation, and no name. */
import { randomBytes } from "node:crypto";
import { autoNameOfUrn, creationOfSeed, ownerOfUrn } from "../../../provider/plugin/owner";

const type = "azure-importexport:importexport:Job";
const urn = (name: string, types = type, stack = "dev") =>
    `urn:pulumi:${stack}::archive::${types}::${name}`;

describe("The owner words of a packaged resource", () => {
    it("are those of a backend of files, whatever the organisation is", () => {
        expect(ownerOfUrn(urn("photos"))).toBe("organization/archive/dev/photos");
    });

    it("tell stacks and parents apart", () => {
        const all = [
            urn("photos"),
            urn("photos", type, "prod"),
            urn("photos", `shop:Shelf$${type}`),
        ];
        expect(new Set(all.map(ownerOfUrn)).size).toBe(3);
    });

    it("keep a name that holds colons whole", () => {
        expect(ownerOfUrn(urn("my::photos"))).toBe("organization/archive/dev/my::photos");
    });

    it("are refused of what is no URN", () => {
        expect(() => ownerOfUrn("photos")).toThrow("Not a Pulumi URN: photos");
    });
});

describe("The identity of a packaged resource's creation", () => {
    const seed = randomBytes(32);

    it("is the same under a saved plan, which has the seed", () => {
        expect(creationOfSeed(urn("photos"), seed)).toBe(creationOfSeed(urn("photos"), seed));
    });

    it("is another for another operation, another resource, and without a seed", () => {
        const all = [
            creationOfSeed(urn("photos"), seed),
            creationOfSeed(urn("photos"), randomBytes(32)),
            creationOfSeed(urn("copies"), seed),
            creationOfSeed(urn("photos"), new Uint8Array()),
            creationOfSeed(urn("photos"), new Uint8Array()),
        ];
        expect(new Set(all).size).toBe(all.length);
        for (const one of all) expect(one).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    });
});

describe("The name of a job that has none in the program", () => {
    it("begins with the resource's, ends in its own, and fits", () => {
        const [first, second] = [
            autoNameOfUrn(urn("photos"), 24),
            autoNameOfUrn(urn("photos", type, "prod"), 24),
        ];
        expect(first).toMatch(/^photos-[0-9a-f]+$/);
        expect(second).not.toBe(first);
        expect(autoNameOfUrn(urn("a-very-long-name-of-a-resource"), 24).length).toBeLessThanOrEqual(
            24,
        );
    });
});

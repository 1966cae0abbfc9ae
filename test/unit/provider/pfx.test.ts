import { createPrivateKey, X509Certificate } from "node:crypto";
import forge from "node-forge";
import { pemOfPfx } from "../../../provider/arm/pfx";

const password = "only for tests";

/** A certificate of nobody and its key, as a .pfx file. */
function pfxOf(given: string): Buffer {
    const keys = forge.pki.rsa.generateKeyPair({ bits: 1024 });
    const certificate = forge.pki.createCertificate();
    certificate.publicKey = keys.publicKey;
    certificate.serialNumber = "01";
    certificate.validity.notAfter = new Date(certificate.validity.notBefore.getTime() + 86_400_000);
    certificate.setSubject([{ name: "commonName", value: "nobody" }]);
    certificate.setIssuer([{ name: "commonName", value: "nobody" }]);
    certificate.sign(keys.privateKey, forge.md.sha256.create());
    const asn1 = forge.pkcs12.toPkcs12Asn1(keys.privateKey, [certificate], given);
    return Buffer.from(forge.asn1.toDer(asn1).getBytes(), "binary");
}

describe("a certificate as .pfx", () => {
    it.each(["", password])(
        "is read with the password %j, key and certificate of one pair",
        (given) => {
            const pem = pemOfPfx(pfxOf(given), "c.pfx", given === "" ? undefined : given);
            const certificate = new X509Certificate(
                pem.slice(pem.indexOf("-----BEGIN CERTIFICATE")),
            );
            expect(certificate.checkPrivateKey(createPrivateKey(pem))).toBe(true);
        },
    );

    it("with a wrong password says which setting has it, and not the password", () => {
        const read = () => pemOfPfx(pfxOf(password), "c.pfx", "another word");
        expect(read).toThrow(/password of c\.pfx is wrong or missing: .*clientCertificatePassword/);
        expect(read).not.toThrow(/another word/);
    });

    it("that is none is said to be none", () => {
        expect(() => pemOfPfx(Buffer.from("hello"), "c.pfx", undefined)).toThrow(
            /c\.pfx is neither a \.pfx file nor PEM/,
        );
    });
});

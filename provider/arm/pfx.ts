/** Certificates as Azure hands them out: PKCS #12 (.pfx, .p12), which the Azure SDK for JavaScript does not read. */
import { keysOf } from "../settings/config";

/**
 * The certificate, its chain and its private key, in PEM.
 *
 * @throws Error that names the file and what is wrong with it; never the password
 */
export function pemOfPfx(content: Buffer, file: string, password: string | undefined): string {
    // Loaded here: no other login needs it.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const forge = require("node-forge") as typeof import("node-forge");
    const { oids } = forge.pki;
    const pfx = opened();
    const keyBags = [oids.pkcs8ShroudedKeyBag!, oids.keyBag!].flatMap(
        (bagType) => pfx.getBags({ bagType })[bagType] ?? [],
    );
    const key = keyBags.find((bag) => bag.key)?.key;
    const certificates = (pfx.getBags({ bagType: oids.certBag! })[oids.certBag!] ?? []).flatMap(
        ({ cert }) => cert ?? [],
    );
    if (!key) throw new Error(`${file} holds no private key of RSA, which the login signs with.`);
    const own = certificates.findIndex(({ publicKey }) => isOf(key, publicKey));
    if (own < 0) throw new Error(`${file} holds no certificate of its private key.`);
    // The login takes the first one for the principal's own.
    const ordered = [certificates[own]!, ...certificates.filter((_, index) => index !== own)];
    return [
        forge.pki.privateKeyInfoToPem(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key))),
        ...ordered.map((certificate) => forge.pki.certificateToPem(certificate)),
    ].join("");

    function opened() {
        try {
            const asn1 = forge.asn1.fromDer(content.toString("binary"));
            return forge.pkcs12.pkcs12FromAsn1(asn1, password ?? "");
        } catch (error) {
            const why = (error as Error).message;
            const isPassword = /password|MAC/i.test(why);
            throw new Error(
                isPassword
                    ? `the password of ${file} is wrong or missing: ${keysOf("clientCertificatePassword").join(", ")}.`
                    : `${file} is neither a .pfx file nor PEM (${why}).`,
            );
        }
    }
}

function isOf(
    key: import("node-forge").pki.PrivateKey,
    publicKey: import("node-forge").pki.PublicKey,
): boolean {
    const modulus = (one: unknown) => (one as { n?: { toString(radix: number): string } }).n;
    return modulus(key)?.toString(16) === modulus(publicKey)?.toString(16);
}

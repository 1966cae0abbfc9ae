// The certificate library's dependency injection asks for this before it is loaded.
import "reflect-metadata";
import { isIP } from "node:net";
import { webcrypto } from "node:crypto";
import {
    AuthorityKeyIdentifierExtension,
    BasicConstraintsExtension,
    cryptoProvider,
    ExtendedKeyUsage,
    ExtendedKeyUsageExtension,
    KeyUsageFlags,
    KeyUsagesExtension,
    PemConverter,
    SubjectAlternativeNameExtension,
    SubjectKeyIdentifierExtension,
    X509Certificate,
    X509CertificateGenerator,
} from "@peculiar/x509";

cryptoProvider.set(globalThis.crypto);

// P-256: made in a millisecond, and every TLS client takes it.
const keyAlgorithm = { name: "ECDSA", namedCurve: "P-256" };
const signingAlgorithm = { name: "ECDSA", hash: "SHA-256" };
const dayMs = 24 * 60 * 60 * 1000;

/** A certificate and its private key, both PEM. */
export interface KeyedCertificate {
    readonly certificate: string;
    readonly privateKey: string;
}

/** A certificate authority that signs for this emulator only. Valid for two years. */
export async function createAuthority(): Promise<KeyedCertificate> {
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.createSelfSigned({
        serialNumber: newSerialNumber(),
        name: `CN=Azure Import/Export emulator ${newSerialNumber().slice(0, 8)}`,
        ...validFor(730),
        signingAlgorithm,
        keys,
        extensions: [
            new BasicConstraintsExtension(true, 0, true),
            new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
            await SubjectKeyIdentifierExtension.create(keys.publicKey),
        ],
    });
    return keyed(certificate, keys);
}

/**
 * A server certificate, signed by the authority, valid for one year.
 *
 * @param hosts DNS names and addresses it is good for.
 */
export async function createServerCertificate(
    authority: KeyedCertificate,
    hosts: readonly string[],
): Promise<KeyedCertificate> {
    const keys = await newKeys();
    const issuer = new X509Certificate(authority.certificate);
    const certificate = await X509CertificateGenerator.create({
        serialNumber: newSerialNumber(),
        subject: "CN=localhost",
        issuer: issuer.subject,
        ...validFor(365),
        signingAlgorithm,
        publicKey: keys.publicKey,
        signingKey: await importPrivateKey(authority.privateKey),
        extensions: [
            new BasicConstraintsExtension(false, undefined, true),
            new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
            new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
            new SubjectAlternativeNameExtension(
                hosts.map((value) => ({ type: isIP(value) ? "ip" : "dns", value }) as const),
            ),
            await SubjectKeyIdentifierExtension.create(keys.publicKey),
            await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
        ],
    });
    return keyed(certificate, keys);
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
    return webcrypto.subtle.generateKey(keyAlgorithm, true, ["sign", "verify"]);
}

async function keyed(
    certificate: X509Certificate,
    keys: webcrypto.CryptoKeyPair,
): Promise<KeyedCertificate> {
    const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
    return {
        certificate: `${certificate.toString("pem")}\n`,
        privateKey: `${PemConverter.encode(pkcs8, "PRIVATE KEY")}\n`,
    };
}

function importPrivateKey(pem: string): Promise<webcrypto.CryptoKey> {
    const der = PemConverter.decodeFirst(pem);
    return webcrypto.subtle.importKey("pkcs8", der, keyAlgorithm, false, ["sign"]);
}

function newSerialNumber(): string {
    const bytes = Buffer.from(webcrypto.getRandomValues(new Uint8Array(16)));
    // The first bit clear and the first byte set: a positive number of full length.
    bytes[0] = (bytes[0]! & 0x3f) | 0x40;
    return bytes.toString("hex");
}

function validFor(days: number): { notBefore: Date; notAfter: Date } {
    // A day of grace for clocks that are behind.
    return {
        notBefore: new Date(Date.now() - dayMs),
        notAfter: new Date(Date.now() + days * dayMs),
    };
}

import http, { type ClientRequest } from "node:http";
import https from "node:https";
import tls from "node:tls";
import type { Emulator } from "azure-importexport-emulator";
import type { Clock, SleepOptions } from "../../../provider/arm/clock";

interface Sleeper {
    readonly at: number;
    readonly wake: () => void;
    /** It would not keep a process from ending. */
    readonly isBackground: boolean;
}

/**
 * Time that moves only while nothing else happens: when no request of this process is under way, it jumps to the next
 * moment that somebody sleeps until. The emulator's clock, and with it its token buckets, moves along.
 */
export class MovedTime implements Clock {
    private time = 0;
    private sleepers: Sleeper[] = [];
    /** Every request that was sent while time was moved. */
    readonly requests: ClientRequest[] = [];
    private readonly underWay = new Set<unknown>();

    constructor(private readonly emulator?: Pick<Emulator, "advance">) {}

    now(): number {
        return this.time;
    }

    sleep(ms: number, { isBackground = false, signal }: SleepOptions = {}): Promise<void> {
        return new Promise((wake) => {
            const sleeper = { at: this.time + ms, wake, isBackground };
            this.sleepers.push(sleeper);
            signal?.addEventListener("abort", () => {
                this.sleepers = this.sleepers.filter((one) => one !== sleeper);
                wake();
            });
        });
    }

    /** How many timers would keep a process from ending. */
    get timers(): number {
        return this.sleepers.filter(({ isBackground }) => !isBackground).length;
    }

    /** Moves time until the promise is settled. */
    async during<T>(promise: Promise<T>): Promise<T> {
        let isSettled = false;
        const settle = () => {
            isSettled = true;
        };
        promise.then(settle, settle);
        const stopWatching = this.watchRequests();
        try {
            while (!isSettled) {
                await this.quiet();
                if (!isSettled) this.jump();
            }
        } finally {
            stopWatching();
        }
        return await promise;
    }

    /** Does something when the time has come. Time stands still until it is done. */
    after(ms: number, act: () => unknown): void {
        void this.sleep(ms).then(async () => {
            this.underWay.add(act);
            await act();
            this.underWay.delete(act);
        });
    }

    /** Counts every request from its beginning; Node's own diagnostics count from the first byte sent. */
    private watchRequests(): () => void {
        const originals = [http, https].map((module) => ({ module, request: module.request }));
        for (const { module, request } of originals) {
            module.request = (...args: unknown[]) => {
                const made = (request as (...args: unknown[]) => ClientRequest)(...args);
                this.underWay.add(made);
                this.requests.push(made);
                return made.once("close", () => this.underWay.delete(made));
            };
        }
        return () => {
            for (const { module, request } of originals) module.request = request;
        };
    }

    /** Resolves when nothing has been under way for some turns of the event loop. */
    private async quiet(): Promise<void> {
        for (let turns = 0; turns < 20; turns++) {
            await new Promise((resolve) => setImmediate(resolve));
            if (this.underWay.size > 0) turns = 0;
        }
    }

    private jump(): void {
        const next = this.sleepers.reduce((least, { at }) => Math.min(least, at), Infinity);
        if (next === Infinity) return;
        const ms = Math.max(0, next - this.time);
        this.time += ms;
        if (ms > 0) this.emulator?.advance(ms / 86_400_000);
        const awake = this.sleepers.filter(({ at }) => at <= this.time);
        this.sleepers = this.sleepers.filter(({ at }) => at > this.time);
        for (const { wake } of awake) wake();
    }
}

/** Certificates of authorities that this process trusts besides Node's own. */
const authorities = new Set<string>();
let areAdded = false;

function addAuthorities(): void {
    if (areAdded) return;
    areAdded = true;
    const original = tls.createSecureContext;
    tls.createSecureContext = (options) => {
        const made = original(options);
        const context = made.context as { addCACert(pem: string): void };
        for (const certificate of authorities) context.addCACert(certificate);
        return made;
    };
}

/**
 * Lets this process trust the emulator's certificate: Node reads NODE_EXTRA_CA_CERTS only when it starts.
 * Returns the way back: `tls` is one for all test files of a worker, and each connection reads every authority.
 */
export function trust({ caCertificatePem }: Pick<Emulator, "caCertificatePem">): () => void {
    authorities.add(caCertificatePem);
    addAuthorities();
    return () => void authorities.delete(caCertificatePem);
}

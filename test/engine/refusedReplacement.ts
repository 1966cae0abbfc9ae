import type { JobStack } from "../fixtures/jobStack";

/** A command that would replace a job is refused after one look: it says why, and nothing changes. */
export async function expectRefusal(
    jobs: JobStack,
    [command, ...options]: ["preview" | "up", ...string[]],
    name: string,
    ...says: RegExp[]
): Promise<void> {
    const before = jobs.job(name);
    const seen = await jobs.observe(jobs.stack[command]("--target", jobs.urn(name), ...options));
    expect(seen.code).not.toBe(0);
    for (const text of says) expect(seen.linesOf(name)).toMatch(text);
    expect(seen.requestsOf(name)).toBe("GET 200");
    expect(jobs.job(name)).toEqual(before);
    expect(await jobs.names()).toContain(name);
}

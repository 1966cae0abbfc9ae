/**
 * Shows one line to the person who waits. One that begins with "Warning: " warns.
 *
 * @param how `passing`: it tells how far something is, and is worth nothing once that is over
 */
export type Say = (line: string, how?: "passing") => void;

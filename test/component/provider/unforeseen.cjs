// Preloaded: SIGUSR2 is an error in the process that nobody expects.
process.on("SIGUSR2", () => {
    throw new Error("unforeseen");
});

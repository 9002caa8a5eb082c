/**
 * Loaded before each test file: on a terminal the test runner sets FORCE_COLOR for the files that it starts, and whatever these
 * start would colour output that is compared.
 */
delete process.env.FORCE_COLOR;

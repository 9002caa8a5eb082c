/** Version of the package, of the modules' rule metadata and of the finding's `detector` member; a test holds it to package.json. */
export const VERSION = "1.0.0";

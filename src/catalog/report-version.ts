/** Version of the JSON report this release writes and reads; raised when a field changes its meaning or goes away. */
export const REPORT_SCHEMA_VERSION = 1;


/** Vendor → its domain and what makes its emulator. Generated from the folders of the domains. */
export const emulators = {
} as const

const USERNAME = /^[a-z0-9][a-z0-9._-]{2,63}$/;

/** Names of logins know no capitals. */
export function normalizeUsername(text: string): string {
  return text.trim().toLowerCase();
}

/**
 * 3 to 64 small letters, digits, dots, hyphens and underscores, beginning with a letter or digit.
 */
export function isUsername(text: string): boolean {
  return USERNAME.test(text);
}

/** Text from a file as an error message shows it: quoted, on one line, and short. */
export function excerpt(text: string): string {
  return JSON.stringify(text.length > EXCERPT_CHARACTERS ? `${text.slice(0, EXCERPT_CHARACTERS)}…` : text);
}

const EXCERPT_CHARACTERS = 60;

/** One spelling of a person's id: what an export wrote in capitals, full width or with another dash is the same person. */
export function foldedPersonId(id: string): string {
  return id
    .normalize('NFKC')
    .replace(/\p{Pd}/gu, '-')
    .replace(/[\s\p{Cf}]/gu, '')
    .toLowerCase();
}

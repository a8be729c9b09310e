/** What a text in Base64 stands for. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Have the browser save a file under its name. */
export function saveFile(file: File): void {
  const address = URL.createObjectURL(file);
  follow(address, file.name);
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Have the browser save what is at an address. */
export function follow(address: string, name: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

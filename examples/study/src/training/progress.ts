import { type Callback, progressLogger } from "@faceseg/trainer";

/** The trainer's progress line with the network's name in front. */
export function showProgress(label: string, stream: NodeJS.WriteStream = process.stderr): Callback {
  const columns = stream.isTTY ? stream.columns - label.length - 2 : Number.POSITIVE_INFINITY;
  return progressLogger({
    // A line that overwrites the last one starts with control characters; the name comes after them.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    write: (text) => stream.write(text.replace(/^(\r\u001b\[2K)?/, `$1${label}  `)),
    isTTY: stream.isTTY ?? false,
    columns,
  });
}

import { constants, createDeflate } from 'node:zlib';

/** Turns frames into messages of one shared zlib stream, as a client gets them that asked for `compress=zlib-stream`. */
export function frameCompressor(write: (message: Buffer) => void): (frame: string) => void {
  const deflate = createDeflate({ flush: constants.Z_SYNC_FLUSH });
  let message: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => {
    message.push(chunk);
  });
  return (frame) => {
    deflate.write(frame, () => {
      // All of the frame has been handed to the listener by now, ending with the bytes of a flush.
      write(Buffer.concat(message));
      message = [];
    });
  };
}

import { SimpleShardingStrategy, type Client } from 'discord.js';
import type { Logger } from '../../lib/log.js';
import { errorFields } from './errors.js';

/** What came over the gateway, as far as the log needs it. */
interface Packet {
  readonly op?: number;
  readonly t?: string | null;
}

/** The parts of discord.js and of its gateway library that read what comes; neither catches what it throws itself. */
interface PacketHandler {
  handlePacket(packet?: Packet, ...rest: unknown[]): unknown;
}
interface MessageReader {
  onMessage(data: unknown, ...rest: unknown[]): Promise<void>;
}

/**
 * Has an event that discord.js cannot read logged with its type and passed over. By itself it would end the process: it reads
 * events in promises and timers of its own, where nobody hears of what it throws.
 */
export function surviveEvents(client: Client, log: Logger): void {
  const passOver = (packet: Packet | undefined, error: unknown) => {
    log.error(
      { event: packet?.t ?? `op ${packet?.op ?? 'unknown'}`, ...errorFields(error) },
      'event not understood',
    );
  };
  const manager = client.ws as unknown as PacketHandler;
  const handlePacket = manager.handlePacket.bind(manager);
  manager.handlePacket = (packet, ...rest) => {
    try {
      return handlePacket(packet, ...rest);
    } catch (error) {
      passOver(packet, error);
      return true;
    }
  };
  client.options.ws = {
    ...client.options.ws,
    buildStrategy: (sharding) => new SurvivingSharding(sharding, passOver),
  };
}

/** The gateway connections of this process, each with what it cannot read passed over. */
class SurvivingSharding extends SimpleShardingStrategy {
  readonly #passOver: (packet: Packet | undefined, error: unknown) => void;

  constructor(
    manager: ConstructorParameters<typeof SimpleShardingStrategy>[0],
    passOver: (packet: Packet | undefined, error: unknown) => void,
  ) {
    super(manager);
    this.#passOver = passOver;
  }

  override async spawn(ids: number[]): Promise<void> {
    await super.spawn(ids);
    const { shards } = this as unknown as { readonly shards: ReadonlyMap<number, MessageReader> };
    for (const shard of shards.values()) {
      const onMessage = shard.onMessage.bind(shard);
      shard.onMessage = async (data, ...rest) => {
        try {
          await onMessage(data, ...rest);
        } catch (error) {
          this.#passOver(packetIn(data), error);
        }
      };
    }
  }
}

function packetIn(data: unknown): Packet | undefined {
  try {
    return JSON.parse(String(data)) as Packet;
  } catch {
    return undefined;
  }
}

package io.convrelu.sweep.sink.tensorboard;

import io.convrelu.sweep.result.EpochMeasure;
import java.time.Instant;
import java.util.Map;

/**
 * The events that are written, each the content of one record. Field numbers are those of
 * TensorBoard's {@code event.proto}, {@code summary.proto}, {@code tensor.proto} and, for the table
 * of trials, {@code plugins/hparams/plugin_data.proto}.
 */
final class EventMessages {

  private static final int SESSION_LOG_START = 1;
  private static final int DATA_CLASS_TENSOR = 2;
  private static final int DT_FLOAT = 1;

  private EventMessages() {}

  /** The first event of a file. */
  static byte[] version(Instant time) {
    return at(time, 0).text(3, "brain.Event:2").toBytes();
  }

  /** Tells a reader that has the trial's earlier files in memory to forget them. */
  static byte[] restart(Instant time) {
    return at(time, 0).message(7, new ProtoMessage().whole(1, SESSION_LOG_START)).toBytes();
  }

  /** An epoch's measures. */
  static byte[] scalars(Instant time, long epoch, Map<EpochMeasure, Double> measures) {
    ProtoMessage summary = new ProtoMessage();
    measures.forEach(
        (measure, value) ->
            summary.message(
                1, new ProtoMessage().text(1, measure.key()).single(2, value.floatValue())));
    return at(time, epoch).message(5, summary).toBytes();
  }

  /**
   * The trial's settings, for the table of trials.
   *
   * @param settings numbers, truth values, and whatever else as text
   */
  static byte[] start(Instant time, Map<String, Object> settings) {
    ProtoMessage session = new ProtoMessage().real(5, seconds(time));
    settings.forEach(
        (key, value) ->
            session.message(1, new ProtoMessage().text(1, key).message(2, setting(value))));
    return trialEvent(time, 0, "_hparams_/session_start_info", 3, session);
  }

  /** How the trial ended. */
  static byte[] end(Instant time, long step, SessionStatus status) {
    ProtoMessage session = new ProtoMessage().whole(1, status.number()).real(2, seconds(time));
    return trialEvent(time, step, "_hparams_/session_end_info", 4, session);
  }

  private static ProtoMessage at(Instant time, long step) {
    return new ProtoMessage().real(1, seconds(time)).whole(2, step);
  }

  private static ProtoMessage setting(Object value) {
    if (value instanceof Number number) {
      return new ProtoMessage().real(2, number.doubleValue());
    }
    return value instanceof Boolean truth
        ? new ProtoMessage().whole(4, truth ? 1 : 0)
        : new ProtoMessage().text(3, String.valueOf(value));
  }

  /** What the table of trials reads is not the value, an empty tensor, but what is said of it. */
  private static byte[] trialEvent(
      Instant time, long step, String tag, int field, ProtoMessage session) {
    ProtoMessage content = new ProtoMessage().message(field, session);
    ProtoMessage plugin = new ProtoMessage().text(1, "hparams").message(2, content);
    ProtoMessage about = new ProtoMessage().message(1, plugin).whole(4, DATA_CLASS_TENSOR);
    ProtoMessage shape = new ProtoMessage().message(2, new ProtoMessage().whole(1, 0));
    ProtoMessage empty = new ProtoMessage().whole(1, DT_FLOAT).message(2, shape);
    ProtoMessage value = new ProtoMessage().text(1, tag).message(9, about).message(8, empty);
    return at(time, step).message(5, new ProtoMessage().message(1, value)).toBytes();
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1e3;
  }
}

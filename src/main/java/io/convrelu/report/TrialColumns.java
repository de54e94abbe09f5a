package io.convrelu.report;

import static io.convrelu.report.Column.count;
import static io.convrelu.report.Column.number;
import static io.convrelu.report.Column.text;
import static io.convrelu.report.Column.truth;

import io.convrelu.conf.SettingsReader;
import io.convrelu.sweep.result.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The columns of {@code trials.csv}: what a trial is and what came out, then one column for each
 * setting that any trial was given, under its dotted key.
 */
public final class TrialColumns {

  private TrialColumns() {}

  /** The columns for these trials. */
  public static List<Column<TrialResult>> of(List<TrialResult> trials) {
    List<Column<TrialResult>> columns =
        new ArrayList<>(
            List.of(
                text("trial", TrialResult::trial),
                text("state", trial -> SettingsReader.kebab(trial.state())),
                text("message", TrialResult::message),
                text("dataset", TrialResult::dataset),
                truth("synthetic", TrialResult::synthetic),
                text("dataset_fingerprint", TrialResult::datasetFingerprint),
                count("classes", trial -> (long) trial.classes()),
                count("train_examples", TrialResult::trainExamples),
                count("test_examples", TrialResult::testExamples),
                text("network", TrialResult::network),
                text("activation", TrialResult::activation),
                text("strategy", TrialResult::strategy),
                text("threshold_init", TrialResult::thresholdInit),
                count("seed", TrialResult::seed),
                count("epochs", trial -> (long) trial.epochs()),
                number("test_top1", TrialResult::testTop1),
                number("test_top5", TrialResult::testTop5),
                number("test_loss", TrialResult::testLoss),
                number("validation_top1", TrialResult::validationTop1),
                count("parameters", TrialResult::parameters),
                count("thresholds", TrialResult::thresholds),
                text("parameters_sha256", TrialResult::parametersSha256),
                number("seconds", TrialResult::seconds),
                number("images_per_second", TrialResult::imagesPerSecond),
                count("attempts", trial -> (long) trial.attempts()),
                number("averaging_overhead", TrialResult::averagingOverhead),
                number("classifier_sparsity", TrialResult::classifierSparsity),
                text("code_version", TrialColumns::codeVersion),
                text("provider", trial -> trial.provenance().machine().provider()),
                text("cpu", trial -> trial.provenance().machine().cpu()),
                text("started", trial -> trial.provenance().started())));
    TreeSet<String> keys = new TreeSet<>();
    trials.forEach(trial -> keys.addAll(trial.settings().keySet()));
    keys.forEach(key -> columns.add(text(key, trial -> trial.settings().getOrDefault(key, ""))));
    return columns;
  }

  private static String codeVersion(TrialResult trial) {
    return trial.provenance().recorded() ? trial.provenance().code().toString() : "";
  }
}

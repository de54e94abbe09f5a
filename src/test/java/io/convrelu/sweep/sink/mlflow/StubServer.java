package io.convrelu.sweep.sink.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The part of MLflow's tracking interface that is used, kept in memory: experiments, runs, batches
 * of metrics, params and tags. As strict as the real one in what this is about: a param cannot
 * change, bounds of a batch hold.
 */
final class StubServer implements AutoCloseable {

  /** What a request meets. */
  enum Mood {
    ANSWERING,
    FAILING,
    SILENT
  }

  /** A run as the server has it; a metric is written {@code key@step=value}. */
  static final class StoredRun {
    final Map<String, String> params = new LinkedHashMap<>();
    final Map<String, String> tags = new LinkedHashMap<>();
    final List<String> metrics = new ArrayList<>();
    String name = "";
    String experiment = "";
    String status = "RUNNING";
    long ended;
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "/api/2.0/mlflow/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, String> experiments = new LinkedHashMap<>();
  private final Map<String, StoredRun> runs = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private volatile Mood mood = Mood.ANSWERING;

  StubServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void mood(Mood next) {
    mood = next;
  }

  synchronized List<StoredRun> runs() {
    return List.copyOf(runs.values());
  }

  synchronized StoredRun run(String trial) {
    List<StoredRun> found =
        runs.values().stream().filter(r -> trial.equals(r.tags.get("convrelu.trial"))).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " runs of trial " + trial);
    }
    return found.get(0);
  }

  /** Paths of all requests, in their order. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized Map<String, String> experiments() {
    return Map.copyOf(experiments);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    Mood met = mood;
    synchronized (this) {
      requests.add(path.substring(Math.min(BASE.length(), path.length())));
    }
    try {
      if (met == Mood.SILENT) {
        closing.await();
      }
      if (met == Mood.FAILING) {
        answer(exchange, 503, "the database is away");
        return;
      }
      JsonNode request = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
      answer(exchange, 200, answer(path, exchange.getRequestURI(), request));
    } catch (IllegalStateException e) {
      answer(exchange, 404, "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\"}");
    } catch (IllegalArgumentException e) {
      answer(exchange, 400, "{\"error_code\":\"" + e.getMessage() + "\"}");
    } catch (InterruptedException e) {
      exchange.close();
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized String answer(String path, URI uri, JsonNode request) {
    ObjectNode answer = JSON.createObjectNode();
    switch (path.substring(BASE.length())) {
      case "experiments/get-by-name" -> {
        String name = uri.getQuery().replace("experiment_name=", "");
        if (!experiments.containsKey(name)) {
          throw new IllegalStateException(name);
        }
        answer
            .putObject("experiment")
            .put("experiment_id", experiments.get(name))
            .put("name", name)
            .put("lifecycle_stage", "active");
      }
      case "experiments/create" -> {
        String id = Integer.toString(experiments.size() + 1);
        experiments.put(request.path("name").asText(), id);
        answer.put("experiment_id", id);
      }
      case "runs/create" -> create(request, answer);
      case "runs/log-batch" -> log(request);
      case "runs/update" -> {
        StoredRun run = runs.get(request.path("run_id").asText());
        run.status = request.path("status").asText();
        run.ended = request.path("end_time").asLong();
      }
      case "runs/search" -> search(request, answer);
      default -> throw new IllegalArgumentException("no such method: " + path);
    }
    return answer.toString();
  }

  private void create(JsonNode request, ObjectNode answer) {
    StoredRun run = new StoredRun();
    run.name = request.path("run_name").asText();
    run.experiment = request.path("experiment_id").asText();
    request.path("tags").forEach(t -> run.tags.put(text(t, "key"), text(t, "value")));
    String id = "run" + runs.size();
    runs.put(id, run);
    info(answer.putObject("run"), id, run);
  }

  private void log(JsonNode request) {
    StoredRun run = runs.get(request.path("run_id").asText());
    if (request.path("params").size() > 100 || request.path("metrics").size() > 1000) {
      throw new IllegalArgumentException("INVALID_PARAMETER_VALUE");
    }
    for (JsonNode param : request.path("params")) {
      String before = run.params.putIfAbsent(text(param, "key"), text(param, "value"));
      if (text(param, "value").length() > 6000
          || (before != null && !before.equals(text(param, "value")))) {
        throw new IllegalArgumentException("INVALID_PARAMETER_VALUE");
      }
    }
    request.path("tags").forEach(t -> run.tags.put(text(t, "key"), text(t, "value")));
    request
        .path("metrics")
        .forEach(
            m ->
                run.metrics.add(
                    text(m, "key") + "@" + m.path("step").asLong() + "=" + m.path("value")));
  }

  /** One run a page, so that going through pages is seen. */
  private void search(JsonNode request, ObjectNode answer) {
    String filter = request.path("filter").asText();
    String value = filter.replaceAll("tags\\.`convrelu\\.sweep` = '(\\w+)'", "$1");
    List<Map.Entry<String, StoredRun>> found =
        runs.entrySet().stream()
            .filter(r -> value.equals(r.getValue().tags.get("convrelu.sweep")))
            .filter(r -> r.getValue().experiment.equals(text(request.path("experiment_ids"), 0)))
            .toList();
    int page = request.path("page_token").asInt(0);
    ArrayNode list = answer.putArray("runs");
    if (page < found.size()) {
      info(list.addObject(), found.get(page).getKey(), found.get(page).getValue());
    }
    if (page + 1 < found.size()) {
      answer.put("next_page_token", Integer.toString(page + 1));
    }
  }

  private static void info(ObjectNode node, String id, StoredRun run) {
    node.putObject("info").put("run_id", id).put("run_uuid", id).put("status", run.status);
    ObjectNode data = node.putObject("data");
    ArrayNode tags = data.putArray("tags");
    run.tags.forEach((k, v) -> tags.addObject().put("key", k).put("value", v));
    ArrayNode metrics = data.putArray("metrics");
    for (String metric : run.metrics) {
      metrics
          .addObject()
          .put("key", metric.replaceAll("@.*", ""))
          .put("step", Long.parseLong(metric.replaceAll(".*@|=.*", "")))
          .put("value", Double.parseDouble(metric.replaceAll(".*=", "")));
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private static String text(JsonNode node, int index) {
    return node.path(index).asText();
  }
}

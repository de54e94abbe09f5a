/** Our side of the benchmark: networks of the zoo, or of stock DL4J layers, through DL4J's fit. */
package io.convrelu.bench.ours;

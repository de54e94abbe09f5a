/** What the scoring job costs beside the network's forward pass. */
package io.convrelu.bench.predict;

using NeuralFields.Reference;

// Writes src/REFERENCE.md, or the file that is named.
File.WriteAllText(args.Length > 0 ? args[0] : Path.Combine("src", "REFERENCE.md"), ReferencePage.Write());

"""What each page of the workbench shows, as documented records. The dossier shows the same ones."""
